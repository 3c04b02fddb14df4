package io.bpsecrets.hook;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What tests do with the hooks, whose state is the agent's alone; and, for woven copies of JDK classes, what only java.lang may call. */
public final class OpenHook {
    private OpenHook() {}

    public static void byName(Function<String, Object> door) {
        BiFunction<String, Map<String, String>, Object> both = door == null ? null : (name, real) -> door.apply(name);
        set(Hook.class, "byName", both);
    }

    public static void filter(long[] bits) {
        set(Hook.class, "filter", bits);
    }

    public static void wholeMap(UnaryOperator<Map<String, String>> door) {
        set(Hook.class, "wholeMap", both(door));
    }

    public static void childMap(UnaryOperator<Map<String, String>> door) {
        set(Hook.class, "childMap", both(door));
    }

    /** With all that woven methods hand over. */
    public static void doors(
            BiFunction<String, Map<String, String>, Object> name,
            BiFunction<Map<String, String>, Map<?, ?>, Map<String, String>> whole) {
        set(Hook.class, "byName", name);
        set(Hook.class, "wholeMap", whole);
    }

    private static BiFunction<Map<String, String>, Map<?, ?>, Map<String, String>> both(
            UnaryOperator<Map<String, String>> door) {
        return door == null ? null : (map, behind) -> door.apply(map);
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
        return Hook.getenv(name, null);
    }

    public static Map<String, String> getenv(Map<String, String> real) {
        return Hook.getenv(real, null);
    }

    public static Object getenv(String name, Map<String, String> unmodifiable) {
        return Hook.getenv(name, unmodifiable);
    }

    public static String value(Object answer) {
        return Hook.value(answer);
    }

    public static Map<String, String> getenv(Map<String, String> real, HashMap<?, ?> variables) {
        return Hook.getenv(real, variables);
    }

    public static Map<String, String> child(Map<String, String> environment) {
        return Hook.child(environment);
    }

    public static Map<String, String> untouchedChild(Map<String, String> environment) {
        return Hook.untouchedChild(environment);
    }
}
