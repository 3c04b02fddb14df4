package app.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.TreeSet;

/** How answers are shown: what was read as hash and length, errors with class and message, sets sorted. */
final class Answer {

    /** First 12 hex digits of the SHA-256, a slash, the number of bytes. */
    static String of(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                hex.append(String.format("%02x", digest[i] & 0xff));
            }
            return hex + "/" + bytes.length;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String of(InputStream in) throws IOException {
        return of(bytes(in));
    }

    static String of(Reader in) throws IOException {
        return of(text(in));
    }

    static byte[] bytes(InputStream stream) throws IOException {
        try (InputStream in = stream) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
            }
            return bytes.toByteArray();
        }
    }

    static String text(Reader reader) throws IOException {
        try (Reader in = reader) {
            StringBuilder text = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                text.append((char) c);
            }
            return text.toString();
        }
    }

    static String yes(boolean condition) {
        return Boolean.toString(condition);
    }

    /** The order of a listing is not defined: sorted. */
    static String sorted(Collection<?> items) {
        TreeSet<String> texts = new TreeSet<>();
        items.forEach(item -> texts.add(String.valueOf(item)));
        return items.size() + " " + texts;
    }

    static String error(Throwable error) {
        if (error instanceof Skipped) {
            return error.getMessage();
        }
        return ("!" + error.getClass().getName() + ": " + error.getMessage()).replace("\n", "\\n");
    }

    /** This JDK lacks what a check wants to call. */
    static final class Skipped extends Exception {
        private static final long serialVersionUID = 1;

        Skipped(String what) {
            super("skipped: this JDK has no " + what);
        }
    }

    private Answer() {}
}
