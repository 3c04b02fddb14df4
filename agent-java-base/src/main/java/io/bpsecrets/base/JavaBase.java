package io.bpsecrets.base;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens packages of java.base to the agent, defines classes there, reads class files of the JDK's modules, and makes threads. */
public final class JavaBase {
    private JavaBase() {}

    /** @param packages those that the agent alone may look into from now on */
    public static void open(Instrumentation instrumentation, String... packages) {
        Set<Module> ours = Collections.singleton(JavaBase.class.getModule());
        Map<String, Set<Module>> opens = new HashMap<String, Set<Module>>();
        for (String name : packages) {
            opens.put(name, ours);
        }
        instrumentation.redefineModule(
                Object.class.getModule(),
                Collections.<Module>emptySet(),
                Collections.<String, Set<Module>>emptyMap(),
                opens,
                Collections.<Class<?>>emptySet(),
                Collections.<Class<?>, List<Class<?>>>emptyMap());
    }

    /**
     * Lets the module of a class call the public classes of a package that java.base keeps to itself. Nothing is done if java.base
     * has no such package.
     */
    public static void export(Instrumentation instrumentation, String name, Class<?> to) {
        if (!Object.class.getModule().getPackages().contains(name)) {
            return;
        }
        instrumentation.redefineModule(
                Object.class.getModule(),
                Collections.<Module>emptySet(),
                Collections.singletonMap(name, Collections.singleton(to.getModule())),
                Collections.<String, Set<Module>>emptyMap(),
                Collections.<Class<?>>emptySet(),
                Collections.<Class<?>, List<Class<?>>>emptyMap());
    }

    /**
     * A look-up with all rights in the package of a class of java.base, which must be open.
     *
     * @throws IllegalAccessException if it is not open
     */
    public static Object lookup(Class<?> inside) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(inside, MethodHandles.lookup());
    }

    /**
     * The same for a package that need not be open.
     *
     * @param lookup with all rights in another package of java.base
     * @throws IllegalAccessException if the look-up was made outside of java.base: since Java 14 such a look-up is for its own package only
     */
    public static Object lookup(Class<?> inside, Object lookup) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(inside, (MethodHandles.Lookup) lookup);
    }

    /**
     * Defines a class of java.base.
     *
     * @param lookup with all rights in the class's package
     */
    public static void define(Object lookup, byte[] classFile) throws IllegalAccessException {
        ((MethodHandles.Lookup) lookup).defineClass(classFile);
    }

    /**
     * Reads the class file of a class in a module of the boot layer; Class.getResourceAsStream would start the JVM's lambdas for
     * it.
     *
     * @param type a class with a file of its own: no array, no hidden class
     */
    public static byte[] read(Class<?> type) throws IOException {
        String module = type.getModule().getName();
        String resource = type.getName().replace('.', '/') + ".class";
        ModuleReference reference =
                ModuleLayer.boot().configuration().findModule(module).get().reference();
        try (ModuleReader reader = reference.open()) {
            Optional<ByteBuffer> found = reader.read(resource);
            if (!found.isPresent()) {
                throw new IOException(module + " has no " + resource);
            }
            ByteBuffer buffer = found.get();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            reader.release(buffer);
            return bytes;
        }
    }

    /** A thread, not started, without the InheritableThreadLocals of the one that makes it. */
    public static Thread thread(ThreadGroup group, Runnable task, String name) {
        return new Thread(group, task, name, 0, false);
    }
}
