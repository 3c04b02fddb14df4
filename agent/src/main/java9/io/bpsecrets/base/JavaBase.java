package io.bpsecrets.base;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Opens packages of java.base to the agent, and defines classes there. */
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
     * Defines a class of java.lang, which must be open.
     *
     * @throws IllegalAccessException where it is not
     */
    public static void define(byte[] classFile) throws IllegalAccessException {
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(classFile);
    }
}
