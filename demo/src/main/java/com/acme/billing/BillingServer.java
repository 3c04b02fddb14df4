package com.acme.billing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import net.paykit.PayKitClient;

/** The service's HTTP side: GET /status, /token?user=NAME, /orders and /charge?order=NUMBER. Loopback interface only. */
final class BillingServer {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final long TOKEN_SECONDS = 300;
    private static final long REFRESH_SECONDS = 24 * 3600;

    private final OrderStore store;
    private final SessionTokens tokens;
    private final SessionTokens refreshTokens;

    BillingServer(OrderStore store, SessionTokens tokens, SessionTokens refreshTokens) {
        this.store = store;
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
    }

    /**
     * Starts answering.
     *
     * @param port 0 to 65535, 0 for any free port
     * @return the port that it listens on
     * @throws IOException where the port is taken
     */
    int start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        route(server, "/status", this::status);
        route(server, "/token", this::token);
        route(server, "/orders", this::orders);
        route(server, "/charge", this::charge);
        server.start();
        return server.getAddress().getPort();
    }

    private void status(HttpExchange exchange) throws IOException, SQLException {
        int orders = store.orders().size();
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        if (accept != null && accept.contains("text/html")) {
            answer(exchange, 200, "text/html; charset=utf-8", StatusPage.html(BillingSettings.presence(), orders));
        } else {
            answer(exchange, 200, TEXT, StatusPage.text(BillingSettings.presence(), orders));
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        String user = parameter(exchange, "user");
        long now = now();
        answer(
                exchange,
                200,
                "application/json",
                "{\"token\":\"" + tokens.issue(user, now + TOKEN_SECONDS) + "\",\"refresh_token\":\""
                        + refreshTokens.issue(user, now + REFRESH_SECONDS) + "\"}\n");
    }

    private void orders(HttpExchange exchange) throws IOException, SQLException {
        if (!loggedIn(exchange)) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (Order order : store.orders()) {
            lines.append(order).append('\n');
        }
        answer(exchange, 200, TEXT, lines.toString());
    }

    private void charge(HttpExchange exchange) throws IOException, SQLException {
        if (!loggedIn(exchange)) {
            return;
        }
        String number = parameter(exchange, "order");
        List<Order> orders = store.orders();
        for (Order order : orders) {
            if (Integer.toString(order.number).equals(number)) {
                PayKitClient.prepareCharge(order.cents);
                answer(exchange, 200, TEXT, "charge prepared, to be sent by the nightly run: " + order + "\n");
                return;
            }
        }
        answer(exchange, 404, TEXT, "no such order\n");
    }

    private boolean loggedIn(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null
                && authorization.startsWith("Bearer ")
                && tokens.userOf(authorization.substring("Bearer ".length()), now()) != null) {
            return true;
        }
        answer(exchange, 401, TEXT, "a token of /token is needed\n");
        return false;
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    private static String parameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getQuery();
        if (query == null || !query.startsWith(name + "=")) {
            throw new IllegalArgumentException("the parameter " + name + " is missing");
        }
        return query.substring(name.length() + 1);
    }

    private static void route(HttpServer server, String path, Page page) {
        server.createContext(path, exchange -> {
            try {
                page.answer(exchange);
            } catch (IllegalArgumentException mistake) {
                answer(exchange, 400, TEXT, mistake.getMessage() + "\n");
            } catch (SQLException failure) {
                System.err.println("billing: database: " + failure.getMessage());
                answer(exchange, 500, TEXT, "the database does not answer\n");
            } finally {
                exchange.close();
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private interface Page {
        void answer(HttpExchange exchange) throws IOException, SQLException;
    }
}
