package com.acme.billing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The orders, in a database that takes a user's name and password. Each call has a connection of its own. */
final class OrderStore {
    /** The service must never make a fresh, empty database where it does not find its own. */
    private static final String MUST_EXIST = ";IFEXISTS=TRUE";

    private final String url;
    private final String user;
    private final String password;

    private OrderStore(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /**
     * Opens a database that exists.
     *
     * @throws SQLException where there is none, or where it does not take this user and password
     */
    static OrderStore open(String url, String user, String password) throws SQLException {
        OrderStore store = new OrderStore(url + MUST_EXIST, user, password);
        store.orders();
        return store;
    }

    /**
     * Makes the database with its first rows; the user becomes its owner.
     *
     * @throws SQLException where it cannot be made, or exists and has the table already
     */
    static void create(String url, String user, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (number INT PRIMARY KEY, customer VARCHAR(80), cents BIGINT)");
            statement.execute("INSERT INTO orders VALUES (1001, 'Miller & Sons', 12990), (1002, 'Harbour Cafe', 4505),"
                    + " (1003, 'Nordlicht GmbH', 89900)");
        }
    }

    List<Order> orders() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                PreparedStatement query =
                        connection.prepareStatement("SELECT number, customer, cents FROM orders ORDER BY number");
                ResultSet rows = query.executeQuery()) {
            List<Order> orders = new ArrayList<>();
            while (rows.next()) {
                orders.add(new Order(rows.getInt(1), rows.getString(2), rows.getLong(3)));
            }
            return orders;
        }
    }
}
