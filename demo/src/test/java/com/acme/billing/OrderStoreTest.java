package com.acme.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderStoreTest {
    private static final String USER = "owner";
    private static final String PASSWORD = "canary-of-the-database";

    @TempDir
    Path folder;

    @Test
    void readsTheRowsThatTheAdministratorMade() throws SQLException {
        OrderStore.create(url(), USER, PASSWORD);
        OrderStore store = OrderStore.open(url(), USER, PASSWORD);
        assertEquals(3, store.orders().size());
        assertEquals("1002  Harbour Cafe  45.05 EUR", store.orders().get(1).toString());
    }

    @Test
    void aWrongPasswordOrUserDoesNotOpenIt() throws SQLException {
        OrderStore.create(url(), USER, PASSWORD);
        SQLException password = assertThrows(SQLException.class, () -> OrderStore.open(url(), USER, "wrong"));
        assertTrue(password.getMessage().contains("Wrong user name or password"), password.getMessage());
        SQLException user = assertThrows(SQLException.class, () -> OrderStore.open(url(), "somebody", PASSWORD));
        assertFalse(user.getMessage().contains(PASSWORD));
    }

    @Test
    void aDatabaseThatIsNotThereIsNotMade() throws Exception {
        assertThrows(SQLException.class, () -> OrderStore.open(url(), USER, PASSWORD));
        try (var files = Files.list(folder)) {
            assertEquals(
                    0, files.filter(file -> file.toString().endsWith(".mv.db")).count());
        }
    }

    private String url() {
        return "jdbc:h2:" + folder.resolve("orders");
    }
}
