package io.bpsecrets.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Secrets as they are pasted into a wrong place: made up, each with the looks of a kind. */
final class Misplaced {
    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789=:.";

    /** A part of a secret of this length is a leak. */
    private static final int PART = 9;

    private Misplaced() {}

    static Stream<String> secrets() {
        List<String> all = new ArrayList<>(List.of(
                "hvs.CAESIKq3mT9vXw2LpRz8NbYc5Hd7FgJ4uS6eA1iQoWnBkMxVtZ",
                "s.Kq3mT9vXw2LpRz8NbYc5Hd7F",
                "7c9e6679-7425-40de-944b-e07fc1f90ae7",
                "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
                "wggSjAgEAAoIBAQC7VJTUt9Us8cKjMzEfYyjiWA4R4b2bhzRl==",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJiaWxsaW5nIn0.Kq3mT9vXw2LpRz8NbYc5"));
        Random random = new Random(14);
        for (int i = 0; i < 20; i++) {
            StringBuilder text = new StringBuilder();
            int length = 24 + random.nextInt(77);
            while (text.length() < length) {
                text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
            all.add(text.toString());
        }
        return all.stream();
    }

    static boolean isIn(String text, String secret) {
        for (int i = 0; i + PART <= secret.length(); i++) {
            if (text.contains(secret.substring(i, i + PART))) {
                return true;
            }
        }
        return false;
    }
}
