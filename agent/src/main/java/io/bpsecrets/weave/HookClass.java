package io.bpsecrets.weave;

import io.bpsecrets.base.JavaBase;
import io.bpsecrets.disk.SmallFile;
import io.bpsecrets.names.ClassInJavaBase;
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
import org.jspecify.annotations.Nullable;

/**
 * Brings the hook to where java.base can call it. On Java 9 and later it is defined in java.base itself. There a jar on the boot path would
 * cost the application its class data archive and print a warning (opentelemetry-java-instrumentation#2843 and others like it). On Java 8
 * the agent's jar is put on the boot path; only the hook is a class that is found there.
 *
 * <p>It also tells which Java this is. A class of its own for that would be one more in every start.
 */
public final class HookClass {
    /** Every Java since 9 has this class. Its package is that of the hook which is not in java.lang. */
    static final String NEIGHBOUR = "jdk.internal.misc.Unsafe";

    private HookClass() {}

    /**
     * @param toRestore gets the JDK class that was changed for it, as it was
     * @throws ReflectiveOperationException if this JVM has neither way
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
                    boolean isInJavaLang = hook.startsWith("java.lang.");
                    Object inside = isInJavaLang ? lookup : beside(lookup, instrumentation);
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

    /**
     * Opens the packages that the file door needs, which reads the number of a descriptor and signals a watch key. It is called when they are
     * needed and not before, because it starts the JVM's lambdas.
     */
    public static void openFiles(Instrumentation instrumentation) {
        if (!isJava8()) {
            JavaBase.open(instrumentation, "java.io", "sun.nio.fs");
        }
    }

    private static Set<String> hooks(Set<Door> doors) {
        Set<String> hooks = new TreeSet<String>();
        hooks.add(ClassInJavaBase.EXIT);
        for (Door door : doors) {
            hooks.add(door.hook());
        }
        return hooks;
    }

    static boolean isJava8() {
        return version(System.getProperty("java.specification.version")) == 8;
    }

    static boolean isBefore21() {
        return version(System.getProperty("java.specification.version")) < 21;
    }

    /**
     * The number of a Java's version.
     *
     * @param specification "1.8", then "9", "10" and so on; null if the JVM does not say
     * @return the largest int if it cannot be told: an unknown Java is taken for a new one
     */
    static int version(@Nullable String specification) {
        if (specification == null || specification.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        int number = 0;
        for (int i = specification.startsWith("1.") ? 2 : 0; i < specification.length(); i++) {
            char digit = specification.charAt(i);
            if (digit < '0' || digit > '9') {
                return Integer.MAX_VALUE;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private static byte[] bytes(ZipFile file, String hook) throws IOException {
        try (InputStream in = file.getInputStream(file.getEntry(hook.replace('.', '/') + ".class"))) {
            return SmallFile.rest(in);
        }
    }
}
