package com.acme.billing;

import java.sql.SQLException;

/** What the database administrator runs once, before the service's first start: makes the database and its owner. */
public final class CreateDatabase {
    private CreateDatabase() {}

    /** Takes DATABASE_URL, POSTGRES_USER and POSTGRES_PASSWORD from the environment; no arguments. */
    public static void main(String[] args) {
        String url = System.getenv("DATABASE_URL");
        String user = System.getenv("POSTGRES_USER");
        String password = System.getenv("POSTGRES_PASSWORD");
        if (url == null || user == null || password == null) {
            System.err.println("create-database: DATABASE_URL, POSTGRES_USER and POSTGRES_PASSWORD must be set");
            System.exit(1);
        }
        try {
            OrderStore.create(url, user, password);
        } catch (SQLException failure) {
            System.err.println("create-database: " + failure.getMessage());
            System.exit(1);
        }
    }
}
