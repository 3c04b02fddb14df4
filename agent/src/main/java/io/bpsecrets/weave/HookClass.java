package io.bpsecrets.weave;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;

/**
 * Brings the hook to where java.base can call it. Java 9+: defined in java.base itself; a jar on the boot path would cost the
 * application its class data archive and print a warning (opentelemetry-java-instrumentation#2843 and its like). Java 8: the
 * agent's jar on the boot path, of which only the hook is a class there.
 */
public final class HookClass {
    /** Text, not a class literal: the class is not there before it is defined. The build's relocation renames it here too. */
    static final String NAME = "io.bpsecrets.hook.Hook";

    private HookClass() {}

    /** @throws ReflectiveOperationException where this JVM has neither way */
    public static void define(Instrumentation instrumentation, File jar)
            throws ReflectiveOperationException, IOException {
        if (isJava8()) {
            instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
            return;
        }
        byte[] bytes = bytes(jar);
        openJavaLang(instrumentation);
        MethodHandles.Lookup lookup = (MethodHandles.Lookup) MethodHandles.class
                .getMethod("privateLookupIn", Class.class, MethodHandles.Lookup.class)
                .invoke(null, Object.class, MethodHandles.lookup());
        try {
            MethodHandles.Lookup.class.getMethod("defineClass", byte[].class).invoke(lookup, (Object) bytes);
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException(e.getCause());
        }
    }

    private static boolean isJava8() {
        return System.getProperty("java.specification.version", "").startsWith("1.");
    }

    /** {@code instrumentation.redefineModule}, by name since this is compiled for Java 8. */
    private static void openJavaLang(Instrumentation instrumentation) throws ReflectiveOperationException {
        Class<?> module = Class.forName("java.lang.Module");
        Object base = Class.class.getMethod("getModule").invoke(Object.class);
        Object ours = Class.class.getMethod("getModule").invoke(HookClass.class);
        Map<String, Set<Object>> opens = Collections.singletonMap("java.lang", Collections.singleton(ours));
        Instrumentation.class
                .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
                .invoke(
                        instrumentation,
                        base,
                        Collections.emptySet(),
                        Collections.emptyMap(),
                        opens,
                        Collections.emptySet(),
                        Collections.emptyMap());
    }

    private static byte[] bytes(File jar) throws IOException {
        try (JarFile file = new JarFile(jar, false)) {
            String entry = NAME.replace('.', '/') + ".class";
            try (InputStream in = file.getInputStream(file.getEntry(entry))) {
                return readAll(in);
            }
        }
    }

    static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
        return out.toByteArray();
    }
}
