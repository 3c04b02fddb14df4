package io.bpsecrets.hook;

import io.bpsecrets.inside.JdkStringEnvironment;
import io.bpsecrets.inside.JdkValue;
import io.bpsecrets.inside.JdkVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the woven methods of java.lang call. The build renames this class to {@code java.lang.BpSecretsHook} and the agent
 * defines it inside java.base. There every woven class can link to it, whatever OSGi, JBoss Modules or JPMS say.
 *
 * <p>Every program can name a public member of a class of java.lang, also code without rights under a SecurityManager. So what
 * woven methods call is visible in the package only, and the state is written through the one object that {@link #claim} gives
 * to the agent. It is not written through the agent's look-up of java.lang: a method handle or VarHandle for it would be the first of
 * the JVM and would cost each start milliseconds.
 *
 * <p>Prohibitions: JDK types only; no lambda, stream, string concatenation, logging or lock; no static initialiser that
 * does work; never throw what a door did not hand over on purpose. A door that fails is as if there were no agent. There is one
 * exception: an Error that belongs to the thread is thrown on, because the door could not say whether the name is required.
 */
public final class Hook {
    /**
     * Answers one name with a String, with any other object for "no such variable", with a RuntimeException to throw, or with null to let
     * the JDK go on. It is handed what getenv() returns without the agent, too. Null before the agent has connected it, like the others.
     */
    private static volatile @Nullable BiFunction<String, @Nullable Map<String, String>, @Nullable Object> byName;

    /**
     * The bits of chain/NameFilter for the names that {@link #byName} may answer. The number of words is a power of two. Null if any name
     * may be one. Nobody writes to the array.
     */
    private static volatile long @Nullable [] filter;

    /**
     * Gives the map that the application sees in place of the real one, or null to let the JDK go on. It is handed the map behind the real one,
     * too, or null where the JDK has none.
     */
    private static volatile @Nullable BiFunction<
                    @Nullable Map<String, String>, @Nullable Map<?, ?>, @Nullable Map<String, String>>
            wholeMap;

    /** Adds what children may inherit to a child's fresh environment. If it is handed null, it makes one or answers null. */
    private static volatile @Nullable BiFunction<
                    @Nullable Map<String, String>, @Nullable Map<?, ?>, @Nullable Map<String, String>>
            childMap;

    /** Without a lock, because whoever could race for it has the JVM's Instrumentation, and so all rights. */
    private static volatile boolean claimed;

    private Hook() {}

    /**
     * Gives the object that connects doors, to the first caller only.
     *
     * @param instrumentation the JVM's own, which only agents get: whoever has it may redefine this class, and so has all rights
     * @return null for anything else, and for all later calls
     */
    public static @Nullable Hook claim(@Nullable Object instrumentation) {
        if (claimed || !isOfTheJvm(instrumentation)) {
            return null;
        }
        claimed = true;
        return new Hook();
    }

    /** An Instrumentation of the JVM has a private constructor. A class of that name in another loader is another class. */
    private static boolean isOfTheJvm(@Nullable Object instrumentation) {
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
            @Nullable BiFunction<String, @Nullable Map<String, String>, @Nullable Object> name,
            @Nullable
                    BiFunction<@Nullable Map<String, String>, @Nullable Map<?, ?>, @Nullable Map<String, String>> whole,
            @Nullable
                    BiFunction<@Nullable Map<String, String>, @Nullable Map<?, ?>, @Nullable Map<String, String>>
                            child) {
        byName = name;
        wholeMap = whole;
        childMap = child;
    }

    /** @param bits as {@link #filter}: null, or a power of two of words, which nobody may change from now on */
    public void connectFilter(long @Nullable [] bits) {
        filter = bits;
    }

    /**
     * For {@link FileHook}, which the agent cannot call: its package is not for code outside java.base.
     *
     * @param instrumentation as for {@link #claim}; without it nothing is connected
     */
    public void connectFiles(
            @Nullable Object instrumentation,
            BiFunction<String, @Nullable Object[], @Nullable Object> files,
            String[] names,
            byte[][] nameBytes,
            long @Nullable [] endings,
            boolean inside) {
        FileHook.connect(instrumentation, files, names, nameBytes, endings, inside);
    }

    /**
     * For {@link FileHook}: other last letters than those that {@link #connectFiles} gave.
     *
     * @param instrumentation as for {@link #claim}; without it nothing is connected
     */
    public void connectLetters(@Nullable Object instrumentation, long @Nullable [] endings) {
        FileHook.connect(instrumentation, endings);
    }

    /**
     * A key of the map behind the JDK's environment. This method and the next two are here because these classes of the JDK are for java.lang
     * alone. A JDK that has other ones throws a LinkageError.
     */
    public Object variable(String name) {
        return JdkVariable.valueOfQueryOnly(name);
    }

    /** A value of that map. */
    public Object valueOf(String text) {
        return JdkValue.valueOfQueryOnly(text);
    }

    /** The map of texts that the JDK itself makes of a map of such keys and values. Nothing is copied. */
    public Map<String, String> environment(Map<?, ?> variables) {
        return new JdkStringEnvironment(variables);
    }

    /**
     * Called at the start of {@code ProcessEnvironment.getenv(String)}. Null lets the JDK go on.
     *
     * @param unmodifiable null if the JDK has no such field
     */
    static @Nullable Object getenv(@Nullable String name, @Nullable Map<String, String> unmodifiable) {
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
        return ask(name, unmodifiable);
    }

    /** A method of its own, because what is inlined into ProcessEnvironment.getenv makes it slower for every name. */
    @DontInline
    private static @Nullable Object ask(String name, @Nullable Map<String, String> unmodifiable) {
        BiFunction<String, Map<String, String>, Object> door = byName;
        if (door == null) {
            return null;
        }
        Object answer;
        try {
            answer = door.apply(name, unmodifiable);
        } catch (Error failed) {
            throwIfOfThread(failed);
            return null;
        } catch (Throwable failed) {
            return null;
        }
        if (answer instanceof RuntimeException) {
            throw (RuntimeException) answer;
        }
        return answer;
    }

    /** Turns an answer of {@link #getenv} into what the woven method returns. */
    static @Nullable String value(@Nullable Object answer) {
        return answer instanceof String ? (String) answer : null;
    }

    /**
     * Called at the end of {@code ProcessEnvironment.getenv()}.
     *
     * @param variables null if the JDK has no such field
     */
    static @Nullable Map<String, String> getenv(Map<String, String> real, @Nullable HashMap<?, ?> variables) {
        return through(wholeMap, real, variables);
    }

    /** Called at the end of {@code ProcessEnvironment.environment()}. */
    static @Nullable Map<String, String> child(@Nullable Map<String, String> environment) {
        return through(childMap, environment, null);
    }

    /** Called at the start of {@code ProcessEnvironment.toEnvironmentBlock}. A map that the program made or touched stays as it is. */
    static @Nullable Map<String, String> untouchedChild(@Nullable Map<String, String> environment) {
        return environment == null ? through(childMap, null, null) : environment;
    }

    private static @Nullable Map<String, String> through(
            @Nullable
                    BiFunction<@Nullable Map<String, String>, @Nullable Map<?, ?>, @Nullable Map<String, String>> door,
            @Nullable Map<String, String> environment,
            @Nullable Map<?, ?> variables) {
        if (door == null) {
            return environment;
        }
        try {
            Map<String, String> answer = door.apply(environment, variables);
            return answer == null ? environment : answer;
        } catch (Error failed) {
            throwIfOfThread(failed);
            return environment;
        } catch (Throwable failed) {
            return environment;
        }
    }

    /** The rule of chain/ThreadError, which this class cannot call: no stack, no memory, or an Error of a tool that the application uses. */
    private static void throwIfOfThread(Error failed) {
        boolean ofTool = !(failed instanceof LinkageError) && failed.getClass().getClassLoader() != null;
        if (ofTool || failed instanceof VirtualMachineError || failed instanceof ThreadDeath) {
            throw failed;
        }
    }
}
