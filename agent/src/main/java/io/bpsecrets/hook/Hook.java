package io.bpsecrets.hook;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What the woven methods of java.lang call. The build renames this class to {@code java.lang.BpSecretsHook} and the agent
 * defines it inside java.base, where every woven class can link to it whatever OSGi, JBoss Modules or JPMS say.
 *
 * <p>Every program can name a public member of a class of java.lang, also code without rights under a SecurityManager. So what
 * woven methods call is visible in the package only, and the state is written through the one object that {@link #claim} gives
 * to the agent. Not through the agent's look-up of java.lang: a method handle or VarHandle for it would be the first of the JVM
 * and would cost each start milliseconds.
 *
 * <p>Prohibitions: JDK types only; no lambda, stream, string concatenation, logging or lock; no static initialiser that
 * does work; never throw what a door did not hand over on purpose. A door that fails is as if there were no agent; only where the JVM
 * itself gives up in it (no stack, no memory), that error is thrown on: the door could not say whether the name is required.
 */
public final class Hook {
    /** Answers one name: a String; any other object for "no such variable"; a RuntimeException to throw; null to pass. */
    private static volatile Function<String, Object> byName;

    /**
     * Of the names that {@link #byName} may answer, chain/NameFilter's bits: a power of two of words. Null: any name may be one.
     * Never written to.
     */
    private static volatile long[] filter;

    /** Gives the map that the application sees for the real one, or null to pass. */
    private static volatile UnaryOperator<Map<String, String>> wholeMap;

    /** Adds what children may inherit to a child's fresh environment; handed null, it makes one or passes with null. */
    private static volatile UnaryOperator<Map<String, String>> childMap;

    /** No lock: whoever could race for it has the JVM's Instrumentation, and so all rights. */
    private static volatile boolean claimed;

    private Hook() {}

    /**
     * Gives the object that connects doors, to the first caller only.
     *
     * @param instrumentation the JVM's own, which only agents get: whoever has it may redefine this class, and so has all rights
     * @return null for anything else, and for all later calls
     */
    public static Hook claim(Object instrumentation) {
        if (claimed || !isOfTheJvm(instrumentation)) {
            return null;
        }
        claimed = true;
        return new Hook();
    }

    /** An Instrumentation of the JVM has a private constructor; a class of that name in another loader is another class. */
    private static boolean isOfTheJvm(Object instrumentation) {
        return instrumentation != null
                && instrumentation.getClass().getClassLoader() == null
                && instrumentation.getClass().getName().equals("sun.instrument.InstrumentationImpl");
    }

    /**
     * @param name answers {@code getenv(name)}; null for none, like the others
     * @param whole answers {@code getenv()}
     * @param child makes the environment of children
     */
    public void connect(
            Function<String, Object> name,
            UnaryOperator<Map<String, String>> whole,
            UnaryOperator<Map<String, String>> child) {
        byName = name;
        wholeMap = whole;
        childMap = child;
    }

    /** @param bits as {@link #filter}: null, or a power of two of words, which nobody may change from now on */
    public void connectFilter(long[] bits) {
        filter = bits;
    }

    /** For {@link FileHook}, which the agent cannot call: its package is not for code outside java.base. */
    public void connectFiles(
            BiFunction<String, Object[], Object> files,
            String[] names,
            byte[][] nameBytes,
            long[] endings,
            boolean inside) {
        FileHook.connect(this, files, names, nameBytes, endings, inside);
    }

    /** For {@link FileHook}: other last letters than those that {@link #connectFiles} gave. */
    public void connectLetters(long[] endings) {
        FileHook.connect(this, endings);
    }

    /** Enters {@code ProcessEnvironment.getenv(String)}; null lets the JDK go on. */
    static Object getenv(String name) {
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
        } catch (VirtualMachineError failed) {
            throw failed;
        } catch (Throwable failed) {
            return null;
        }
        if (answer instanceof RuntimeException) {
            throw (RuntimeException) answer;
        }
        return answer;
    }

    /** Turns an answer of {@link #getenv} into what the woven method returns. */
    static String value(Object answer) {
        return answer instanceof String ? (String) answer : null;
    }

    /** Leaves {@code ProcessEnvironment.getenv()}. */
    static Map<String, String> getenv(Map<String, String> real) {
        return through(wholeMap, real);
    }

    /** Leaves {@code ProcessEnvironment.environment()}. */
    static Map<String, String> child(Map<String, String> environment) {
        return through(childMap, environment);
    }

    /** Enters {@code ProcessEnvironment.toEnvironmentBlock}; a map that the program made or touched stays as it is. */
    static Map<String, String> untouchedChild(Map<String, String> environment) {
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
        } catch (VirtualMachineError failed) {
            throw failed;
        } catch (Throwable failed) {
            return environment;
        }
    }
}
