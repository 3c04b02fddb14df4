package app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How a program shows what it read without showing the value. */
final class Show {

    /** First 12 hex digits of the SHA-256 of the UTF-8 bytes; {@code null} shows as the word null. */
    static String value(String value) {
        if (value == null) {
            return "null";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                hex.append(String.format("%02x", digest[i] & 0xff));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What System.getenv answers for a name: the shown value, or the error with its causes on one line. */
    static String getenv(String name) {
        try {
            return value(System.getenv(name));
        } catch (Throwable e) {
            return error(e);
        }
    }

    /** Class and message of an error and of all its causes, as one line that starts with an exclamation mark. */
    static String error(Throwable error) {
        StringBuilder text = new StringBuilder("!");
        for (Throwable e = error; e != null; e = e.getCause()) {
            text.append(e == error ? "" : " <- ").append(e.getClass().getName());
            text.append(": ").append(e.getMessage());
            for (Throwable suppressed : e.getSuppressed()) {
                text.append(" [suppressed ").append(suppressed).append(']');
            }
        }
        return text.toString().replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n");
    }

    private Show() {}
}
