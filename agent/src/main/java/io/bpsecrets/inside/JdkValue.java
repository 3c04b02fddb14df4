package io.bpsecrets.inside;

/** Stands in for {@code java.lang.ProcessEnvironment.Value}: the value of a variable, on Linux and macOS. */
public final class JdkValue {
    private JdkValue() {}

    public static JdkValue valueOfQueryOnly(String text) {
        throw new IllegalStateException();
    }
}
