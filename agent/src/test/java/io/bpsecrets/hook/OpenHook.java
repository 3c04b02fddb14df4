package io.bpsecrets.hook;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What tests do with the hooks, whose state is the agent's alone; and, for woven copies of JDK classes, what only java.lang may call. */
public final class OpenHook {
    private OpenHook() {}

    public static void byName(Function<String, Object> door) {
        set(Hook.class, "byName", door);
    }

    public static void filter(long[] bits) {
        set(Hook.class, "filter", bits);
    }

    public static void wholeMap(UnaryOperator<Map<String, String>> door) {
        set(Hook.class, "wholeMap", door);
    }

    public static void childMap(UnaryOperator<Map<String, String>> door) {
        set(Hook.class, "childMap", door);
    }

    /** Nobody has claimed it. */
    static void unclaimed() {
        set(Hook.class, "claimed", false);
    }

    public static void door(BiFunction<String, Object[], Object> door) {
        set(FileHook.class, "door", door);
    }

    public static void names(String[] names) {
        set(FileHook.class, "names", names);
    }

    public static void nameBytes(byte[][] names) {
        set(FileHook.class, "nameBytes", names);
    }

    public static void endings(long[] bits) {
        set(FileHook.class, "endings", bits);
    }

    public static void inside(boolean inside) {
        set(FileHook.class, "inside", inside);
    }

    /** As the one that was claimed. */
    static Hook hook() throws ReflectiveOperationException {
        Constructor<Hook> constructor = Hook.class.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static void set(Class<?> hook, String name, Object value) {
        try {
            Field field = hook.getDeclaredField(name);
            field.setAccessible(true);
            field.set(null, value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    public static Object getenv(String name) {
        return Hook.getenv(name);
    }

    public static String value(Object answer) {
        return Hook.value(answer);
    }

    public static Map<String, String> getenv(Map<String, String> real) {
        return Hook.getenv(real);
    }

    public static Map<String, String> child(Map<String, String> environment) {
        return Hook.child(environment);
    }

    public static Map<String, String> untouchedChild(Map<String, String> environment) {
        return Hook.untouchedChild(environment);
    }
}
