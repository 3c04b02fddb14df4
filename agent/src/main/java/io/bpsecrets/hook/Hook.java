package io.bpsecrets.hook;

import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What woven JDK methods call. The build renames this class to {@code java.lang.BpSecretsHook} and the agent defines it
 * inside java.base, where every woven class can link to it whatever OSGi, JBoss Modules or JPMS say.
 *
 * <p>Prohibitions: JDK types only; no lambda, stream, string concatenation, logging or lock; no static initialiser that
 * does work; never throw what a door did not hand over on purpose. A door that fails is as if there were no agent.
 */
public final class Hook {
    /** Answers one name: a String; any other object for "no such variable"; a RuntimeException to throw; null to pass. */
    public static volatile Function<String, Object> byName;

    /**
     * Of the names that {@link #byName} may answer, chain/NameFilter's bits: a power of two of words. Null: any name may be one.
     * Never written to.
     */
    public static volatile long[] filter;

    /** Gives the map that the application sees for the real one, or null to pass. */
    public static volatile UnaryOperator<Map<String, String>> wholeMap;

    /** Adds what children may inherit to a child's fresh environment; handed null, it makes one or passes with null. */
    public static volatile UnaryOperator<Map<String, String>> childMap;

    private Hook() {}

    /** Enters {@code ProcessEnvironment.getenv(String)}; null lets the JDK go on. */
    public static Object getenv(String name) {
        if (name == null) {
            return null;
        }
        long[] bits = filter;
        if (bits != null) {
            // As NameFilter: most names that programs read are none of ours, and this is all that they pay.
            int hash = name.hashCode();
            hash ^= hash >>> 16;
            if ((bits[hash >>> 6 & bits.length - 1] & 1L << hash) == 0) {
                return null;
            }
        }
        return ask(name);
    }

    /** Apart from it, since what is compiled into ProcessEnvironment.getenv makes it slower for every name. */
    @DontInline
    private static Object ask(String name) {
        Function<String, Object> door = byName;
        if (door == null) {
            return null;
        }
        Object answer;
        try {
            answer = door.apply(name);
        } catch (Throwable failed) {
            return null;
        }
        if (answer instanceof RuntimeException) {
            throw (RuntimeException) answer;
        }
        return answer;
    }

    /** Turns an answer of {@link #getenv} into what the woven method returns. */
    public static String value(Object answer) {
        return answer instanceof String ? (String) answer : null;
    }

    /** Leaves {@code ProcessEnvironment.getenv()}. */
    public static Map<String, String> getenv(Map<String, String> real) {
        return through(wholeMap, real);
    }

    /** Leaves {@code ProcessEnvironment.environment()}. */
    public static Map<String, String> child(Map<String, String> environment) {
        return through(childMap, environment);
    }

    /** Enters {@code ProcessEnvironment.toEnvironmentBlock}; a map that the program made or touched stays as it is. */
    public static Map<String, String> untouchedChild(Map<String, String> environment) {
        return environment == null ? through(childMap, null) : environment;
    }

    private static Map<String, String> through(
            UnaryOperator<Map<String, String>> door, Map<String, String> environment) {
        if (door == null) {
            return environment;
        }
        try {
            Map<String, String> answer = door.apply(environment);
            return answer == null ? environment : answer;
        } catch (Throwable failed) {
            return environment;
        }
    }
}
