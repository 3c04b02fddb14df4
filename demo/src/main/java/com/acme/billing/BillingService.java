package com.acme.billing;

import java.io.IOException;
import java.sql.SQLException;

/** Starts the billing service. Exit status 1 and one line on standard error where it cannot. */
public final class BillingService {
    private BillingService() {}

    /**
     * Entry point.
     *
     * @param args the TCP port, else the variable PORT, else 8080; 0 takes any free port
     */
    public static void main(String[] args) {
        String missing = BillingSettings.firstMissing();
        if (missing != null) {
            fail(missing + " is not set");
        }
        int wanted = port(args.length > 0 ? args[0] : BillingSettings.PORT);
        try {
            OrderStore store = OrderStore.open(
                    BillingSettings.DATABASE_URL, BillingSettings.POSTGRES_USER, BillingSettings.POSTGRES_PASSWORD);
            BillingServer server = new BillingServer(
                    store,
                    new SessionTokens(BillingSettings.JWT_SECRET),
                    new SessionTokens(BillingSettings.JWT_REFRESH_SECRET));
            System.out.println("billing: listening on http://127.0.0.1:" + server.start(wanted));
        } catch (SQLException failure) {
            fail("cannot open the database: " + failure.getMessage());
        } catch (IOException failure) {
            fail("cannot listen on port " + wanted + ": " + failure.getMessage());
        }
    }

    private static int port(String text) {
        if (text == null) {
            return 8080;
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
            fail("PORT must be 0 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static void fail(String reason) {
        System.err.println("billing: " + reason);
        System.exit(1);
    }
}
