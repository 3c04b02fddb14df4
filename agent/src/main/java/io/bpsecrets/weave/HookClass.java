package io.bpsecrets.weave;

import io.bpsecrets.base.JavaBase;
import io.bpsecrets.disk.SmallFile;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * Brings the hook to where java.base can call it. Java 9+: defined in java.base itself; a jar on the boot path would cost the
 * application its class data archive and print a warning (opentelemetry-java-instrumentation#2843 and its like). Java 8: the
 * agent's jar on the boot path, of which only the hook is a class there.
 */
public final class HookClass {
    /** Beside the hooks. */
    private static final String EXIT = "java.lang.BpSecretsExit";

    /** The package of this class, which every Java has from 9 on, gets the hook that is not in java.lang. */
    private static final String NEIGHBOUR = "jdk.internal.misc.Unsafe";

    private HookClass() {}

    /**
     * @param toRestore gets the JDK class that was changed for it, as it was
     * @throws ReflectiveOperationException where this JVM has neither way
     */
    static void define(Instrumentation instrumentation, File jar, Set<Door> doors, List<ClassDefinition> toRestore)
            throws ReflectiveOperationException, IOException {
        if (isJava8()) {
            instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
            return;
        }
        Object lookup = InsideLookup.get(instrumentation, toRestore);
        try (ZipFile file = new ZipFile(jar)) {
            for (String hook : hooks(doors)) {
                try {
                    boolean isNear = hook.startsWith("java.lang.");
                    Object inside = isNear ? lookup : beside(lookup, instrumentation);
                    JavaBase.define(inside, bytes(file, hook));
                } catch (LinkageError e) {
                    // Another agent's transformer may have had it defined meanwhile.
                    if (!isThere(hook)) {
                        throw e;
                    }
                }
            }
        }
    }

    private static Object beside(Object lookup, Instrumentation instrumentation) throws ReflectiveOperationException {
        return InsideLookup.beside(Class.forName(NEIGHBOUR, false, null), lookup, instrumentation);
    }

    private static boolean isThere(String hook) {
        try {
            return Class.forName(hook, false, null) != null;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** What reads a descriptor's number and signals a watch key needs; not before it is needed, as it starts the JVM's lambdas. */
    public static void openFiles(Instrumentation instrumentation) {
        if (!isJava8()) {
            JavaBase.open(instrumentation, "java.io", "sun.nio.fs");
        }
    }

    private static Set<String> hooks(Set<Door> doors) {
        Set<String> hooks = new TreeSet<String>();
        hooks.add(EXIT);
        for (Door door : doors) {
            hooks.add(door.hook());
        }
        return hooks;
    }

    /** By the specification version: "1.8", then "9", "10", … */
    static boolean isBefore21() {
        String version = System.getProperty("java.specification.version", "");
        return isJava8() || version.length() == 1 || version.startsWith("1") || version.equals("20");
    }

    static boolean isJava8() {
        return System.getProperty("java.specification.version", "").startsWith("1.");
    }

    private static byte[] bytes(ZipFile file, String hook) throws IOException {
        try (InputStream in = file.getInputStream(file.getEntry(hook.replace('.', '/') + ".class"))) {
            return SmallFile.rest(in);
        }
    }
}
