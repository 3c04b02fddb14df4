package io.bpsecrets.premain;

import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The entry under a SecurityManager, whose policy knows nothing of an agent. The boot loader's copy of this class has all rights,
 * and starts the agent with them. It is public because the entry of the system loader, Premain, is in another package for that copy.
 *
 * <p>So any code can call it, also code without rights. It goes on only for the JVM's call of Premain. That means: it is given
 * the JVM's Instrumentation, which nobody without rights can have. Its caller is Premain, and Premain's caller is the JVM. It is the
 * first call. The jar is the one that Premain came from.
 */
public final class WithAllRights implements PrivilegedExceptionAction<Void> {
    static final String INSTRUMENTATION = "sun.instrument.InstrumentationImpl";

    /** Only the name, because the class is in another loader, and in another package for this one. */
    static final String ENTRY = "io.bpsecrets.premain.Premain";

    /** Taken before there is a class of the application. */
    private static final AtomicBoolean TAKEN = new AtomicBoolean();

    private final Class<?> entry;
    private final @Nullable String argument;
    private final Instrumentation instrumentation;

    private WithAllRights(Class<?> entry, @Nullable String argument, Instrumentation instrumentation) {
        this.entry = entry;
        this.argument = argument;
        this.instrumentation = instrumentation;
    }

    /** @throws SecurityException for every caller but Premain, and for Premain if the JVM has not called it */
    public static void enter(@Nullable String argument, Instrumentation instrumentation)
            throws PrivilegedActionException {
        if (instrumentation == null || !isOfTheJvm(instrumentation.getClass())) {
            throw new SecurityException("not an Instrumentation of the JVM");
        }
        Class<?>[] callers = CallerStack.here();
        // Behind this class.
        int caller = CallerStack.CALLER + 1;
        if (!calledByTheJvm(callers, caller)) {
            throw new SecurityException("not called by the agent's entry");
        }
        if (!TAKEN.compareAndSet(false, true)) {
            AgentEntry.warnOfSecond();
            return;
        }
        AccessController.doPrivileged(new WithAllRights(callers[caller], argument, instrumentation));
    }

    /** True for Premain of the system loader, if only the JVM and its reflection have called it. */
    private static boolean calledByTheJvm(Class<?>[] callers, int entry) {
        if (callers.length <= entry
                || callers[entry].getClassLoader() == null
                || !callers[entry].getName().equals(ENTRY)) {
            return false;
        }
        for (int i = entry + 1; i < callers.length && callers[i].getClassLoader() == null; i++) {
            if (isOfTheJvm(callers[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfTheJvm(Class<?> type) {
        return type.getClassLoader() == null && type.getName().equals(INSTRUMENTATION);
    }

    @Override
    public Void run() throws Exception {
        AgentEntry.enter(OwnJar.of(entry), argument, instrumentation);
        return null;
    }
}
