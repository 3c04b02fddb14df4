package io.bpsecrets.inside;

/** Stands in for {@code java.lang.ProcessEnvironment.Variable}: the name of a variable, on Linux and macOS. */
public final class JdkVariable {
    private JdkVariable() {}

    public static JdkVariable valueOfQueryOnly(String name) {
        throw new IllegalStateException();
    }
}
