package io.bpsecrets.names;

/**
 * The names of our classes in java.base. The first two are those of the source: the build renames the classes and these texts alike, and a
 * test holds that the pom does.
 */
public final class ClassInJavaBase {
    /** hook/Hook, {@code java.lang.BpSecretsHook} in the jar. */
    public static final String HOOK = "io.bpsecrets.hook.Hook";

    /** hook/FileHook, {@code jdk.internal.misc.BpSecretsFileHook} in the jar. */
    public static final String FILE_HOOK = "io.bpsecrets.hook.FileHook";

    /** Runs a task at the JVM's orderly end. */
    public static final String EXIT = "java.lang.BpSecretsExit";

    /** Gives a thread security providers of its own. */
    public static final String PROVIDERS = "java.lang.BpSecretsProviders";

    /** What the names of all of them have in common in the jar, as a class file has it: a woven method is known by it. */
    public static final String MARK = "/BpSecrets";

    private ClassInJavaBase() {}
}
