package io.bpsecrets.premain;

import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The way in under a SecurityManager, whose policy knows nothing of an agent: the boot loader's copy of this class, which
 * has all rights, starts the agent with them. Public, since to that copy the system loader's entry is another package.
 *
 * <p>So any code can call it, also code without rights. It goes on for the JVM's call of {@link Premain} alone: it is shown the
 * JVM's Instrumentation, which nobody without rights can have; the caller is Premain, and the JVM is Premain's; it is the first
 * time. The jar is the one that Premain came from.
 */
public final class WithAllRights implements PrivilegedExceptionAction<Void> {
    private static final String INSTRUMENTATION = "sun.instrument.InstrumentationImpl";

    /** Taken before there is a class of the application. */
    private static final AtomicBoolean TAKEN = new AtomicBoolean();

    private final Class<?> entry;
    private final String argument;
    private final Instrumentation instrumentation;

    private WithAllRights(Class<?> entry, String argument, Instrumentation instrumentation) {
        this.entry = entry;
        this.argument = argument;
        this.instrumentation = instrumentation;
    }

    /** @throws SecurityException for everybody but {@link Premain}, called by the JVM */
    public static void enter(String argument, Instrumentation instrumentation) throws PrivilegedActionException {
        if (instrumentation == null || !isOfTheJvm(instrumentation.getClass())) {
            throw new SecurityException("not an Instrumentation of the JVM");
        }
        Class<?>[] callers = Callers.here();
        // The first are Callers and this class.
        if (!calledByTheJvm(callers, 2)) {
            throw new SecurityException("not called by the agent's entry");
        }
        if (!TAKEN.compareAndSet(false, true)) {
            AgentEntry.warnOfSecond();
            return;
        }
        AccessController.doPrivileged(new WithAllRights(callers[2], argument, instrumentation));
    }

    /** True for Premain of the system loader, with nobody but the JVM and its reflection behind it. */
    private static boolean calledByTheJvm(Class<?>[] callers, int entry) {
        if (callers.length <= entry
                || callers[entry].getClassLoader() == null
                || !callers[entry].getName().equals(Premain.class.getName())) {
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
