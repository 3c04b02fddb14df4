package acceptance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a program shows of its secret: enough to know that it is the right one, nothing to use. */
public final class Proof {
    private Proof() {}

    /** The line that run.sh looks for: "proof" and 16 hexadecimal digits of the value's SHA-256, or "proof none" for null. */
    public static String of(String value) {
        if (value == null) {
            return "proof none";
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            StringBuilder line = new StringBuilder("proof ");
            for (int i = 0; i < 8; i++) {
                line.append(String.format("%02x", hash[i]));
            }
            return line.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Prints {@link #of(String)} as a line on standard output. */
    public static void print(String value) {
        System.out.println(of(value));
        System.out.flush();
    }
}
