package com.acme.billing;

import java.util.Map;

/** The status page: which secrets are there, and how many orders the database holds. Never a value. */
final class StatusPage {
    private StatusPage() {}

    /** Plain text, one line a secret. */
    static String text(Map<String, Boolean> presence, int orders) {
        StringBuilder page = new StringBuilder();
        for (Map.Entry<String, Boolean> secret : presence.entrySet()) {
            StringBuilder line = new StringBuilder(secret.getKey());
            while (line.length() < 24) {
                line.append(' ');
            }
            page.append(line).append(word(secret.getValue())).append('\n');
        }
        return page.append("database                logged in, ")
                .append(orders)
                .append(" orders\n")
                .toString();
    }

    /** The same as a page for a browser. */
    static String html(Map<String, Boolean> presence, int orders) {
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\">"
                + "<title>Billing status</title>\n<h1>Billing status</h1>\n<table>\n");
        for (Map.Entry<String, Boolean> secret : presence.entrySet()) {
            page.append("<tr><td>").append(secret.getKey()).append("<td>").append(word(secret.getValue()));
            page.append('\n');
        }
        return page.append("<tr><td>database<td>logged in, ")
                .append(orders)
                .append(" orders\n</table>\n</html>\n")
                .toString();
    }

    private static String word(boolean present) {
        return present ? "present" : "missing";
    }
}
