package io.bpsecrets.weave;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** What a copy of ProcessEnvironment uses in place of what only java.lang may use; public for the copy's loader. */
public final class StandIn {
    /** For ProcessImpl's field, which Java 18 and later read. */
    public static final Charset JNU_CHARSET = StandardCharsets.UTF_8;

    private StandIn() {}

    /** Name, value, name, value …, as the JDK's native method gives them on Unix. */
    public static byte[][] environ() {
        return new byte[][] {bytes("NAME"), bytes("real"), bytes("OTHER"), bytes("1")};
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
