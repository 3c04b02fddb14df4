package com.acme.billing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import net.paykit.PayKitClient;

/** What the service was told by its environment and one file, read once when this class is loaded. */
final class BillingSettings {
    static final String DATABASE_URL = System.getenv("DATABASE_URL");
    static final String POSTGRES_USER = System.getenv("POSTGRES_USER");
    static final String POSTGRES_PASSWORD = System.getenv("POSTGRES_PASSWORD");
    static final String JWT_SECRET = System.getenv("JWT_SECRET");

    /** Came later than the others, when secrets were to be files. */
    static final String JWT_REFRESH_SECRET = file("JWT_REFRESH_SECRET_FILE", "/run/secrets/jwt_refresh_secret");

    /** TCP port, 0 for any free one; the only setting that is no secret. */
    static final String PORT = System.getenv("PORT");

    private BillingSettings() {}

    /**
     * The text of a secret's file.
     *
     * @return null where there is no such file
     */
    private static String file(String variable, String otherwise) {
        String named = System.getenv(variable);
        try {
            byte[] bytes = Files.readAllBytes(Paths.get(named == null ? otherwise : named));
            return new String(bytes, StandardCharsets.UTF_8).trim();
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * The name of the first setting that the service cannot do without and that is not there.
     *
     * @return the name, or null where all are there
     */
    static String firstMissing() {
        for (Map.Entry<String, Boolean> setting : presence().entrySet()) {
            if (!setting.getValue()) {
                return setting.getKey();
            }
        }
        return null;
    }

    /** For each secret its name and whether it is there: all that anybody is ever shown of it. */
    static Map<String, Boolean> presence() {
        Map<String, Boolean> presence = new LinkedHashMap<>();
        presence.put("DATABASE_URL", DATABASE_URL != null);
        presence.put("POSTGRES_USER", POSTGRES_USER != null);
        presence.put("POSTGRES_PASSWORD", POSTGRES_PASSWORD != null);
        presence.put("JWT_SECRET", JWT_SECRET != null);
        presence.put("JWT_REFRESH_SECRET", JWT_REFRESH_SECRET != null);
        presence.put("STRIPE_API_KEY", PayKitClient.hasApiKey());
        presence.put("STRIPE_WEBHOOK_SECRET", PayKitClient.hasWebhookSecret());
        return Collections.unmodifiableMap(presence);
    }
}
