package io.bpsecrets.inside;

/** Stands in for {@code java.lang.BpSecretsExit}, whose source says what it does. */
public final class JvmExit {
    private JvmExit() {}

    /** @return false: the task is not run */
    public static boolean add(Object instrumentation, Runnable task) {
        return false;
    }
}
