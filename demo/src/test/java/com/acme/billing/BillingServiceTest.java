package com.acme.billing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own: its settings are static, one process sees one environment. */
@Timeout(60)
class BillingServiceTest {
    private static final List<String> SECRETS = List.of(
            "DATABASE_URL",
            "POSTGRES_USER",
            "POSTGRES_PASSWORD",
            "JWT_SECRET",
            "JWT_REFRESH_SECRET",
            "STRIPE_API_KEY",
            "STRIPE_WEBHOOK_SECRET");

    @TempDir
    Path folder;

    private final Map<String, String> environment = new LinkedHashMap<>();

    @BeforeEach
    void everythingSet() throws IOException {
        SECRETS.forEach(name -> environment.put(name, "canary-" + name));
        Path file = Files.writeString(folder.resolve("refresh"), environment.remove("JWT_REFRESH_SECRET") + "\n");
        environment.put("JWT_REFRESH_SECRET_FILE", file.toString());
        environment.put("DATABASE_URL", "jdbc:h2:./orders");
    }

    @Test
    void saysWhichSettingIsMissing() throws Exception {
        for (String name : List.of("DATABASE_URL", "STRIPE_WEBHOOK_SECRET")) {
            everythingSet();
            environment.remove(name);
            assertEquals("1: billing: " + name + " is not set\n", failure(BillingService.class));
        }
    }

    @Test
    void aWrongPasswordEndsItInOneLine() throws Exception {
        assertEquals("0: ", failure(CreateDatabase.class));
        environment.put("POSTGRES_PASSWORD", "canary-wrong");
        String failure = failure(BillingService.class);
        assertTrue(failure.startsWith("1: billing: cannot open the database: Wrong user name or password"), failure);
        assertEquals(1, failure.lines().count(), failure);
        assertFalse(failure.contains("canary"), failure);
    }

    @Test
    void worksOnItsSecretsAndShowsNone() throws Exception {
        assertEquals("0: ", failure(CreateDatabase.class));
        Process service = start(BillingService.class, "0");
        try (BufferedReader output = service.inputReader(UTF_8)) {
            String line = output.readLine();
            assertTrue(line.startsWith("billing: listening on http://127.0.0.1:"), line);
            String address = line.substring(line.indexOf("http"));

            String status = get(address + "/status", "Accept", "text/plain");
            assertEquals(SECRETS.size(), status.split(" present\n", -1).length - 1, status);
            assertTrue(status.endsWith("logged in, 3 orders\n"), status);
            String page = get(address + "/status", "Accept", "text/html");
            assertTrue(page.contains("<td>JWT_SECRET<td>present"), page);
            assertFalse((status + page).contains("canary"));

            assertEquals("a token of /token is needed\n", get(address + "/orders", "Accept", "*/*"));
            String token = get(address + "/token?user=anna", "Accept", "*/*").split("\"")[3];
            String orders = get(address + "/orders", "Authorization", "Bearer " + token);
            assertTrue(orders.startsWith("1001  Miller & Sons  129.90 EUR\n"), orders);
            assertTrue(get(address + "/charge?order=1003", "Authorization", "Bearer " + token)
                    .endsWith("1003  Nordlicht GmbH  899.00 EUR\n"));
        } finally {
            service.destroyForcibly().waitFor();
        }
    }

    private Process start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Exit status and standard error of a run that ends by itself. */
    private String failure(Class<?> program) throws Exception {
        Process process = start(program, "0");
        String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return process.exitValue() + ": " + error;
    }

    private static String get(String address, String header, String value) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header(header, value)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
