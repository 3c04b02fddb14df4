package net.paykit;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;

/** A payment client. Its keys are those that were in the environment when the class was loaded. */
public final class PayKitClient {
    private static final Map<String, String> ENVIRONMENT;
    private static final String API_KEY;
    private static final String WEBHOOK_SECRET;

    static {
        ENVIRONMENT = new HashMap<>(System.getenv());
        API_KEY = ENVIRONMENT.get("STRIPE_API_KEY");
        WEBHOOK_SECRET = ENVIRONMENT.get("STRIPE_WEBHOOK_SECRET");
    }

    private PayKitClient() {}

    /** Whether the environment had an API key. */
    public static boolean hasApiKey() {
        return API_KEY != null;
    }

    /** Whether the environment had a secret for checking webhooks. */
    public static boolean hasWebhookSecret() {
        return WEBHOOK_SECRET != null;
    }

    /**
     * The request for a charge, complete with its Authorization header; nothing is sent.
     *
     * @param cents the amount, at least 1
     * @throws IOException never in practice; the JDK's signature
     * @throws IllegalArgumentException for an amount below 1
     */
    public static HttpURLConnection prepareCharge(long cents) throws IOException {
        if (cents < 1) {
            throw new IllegalArgumentException("an amount is at least 1 cent");
        }
        // .invalid is a name that RFC 2606 keeps from ever existing.
        HttpURLConnection charge =
                (HttpURLConnection) new URL("https://payments.invalid/v1/charges?amount=" + cents).openConnection();
        charge.setRequestMethod("POST");
        charge.setRequestProperty("Authorization", "Bearer " + API_KEY);
        return charge;
    }
}
