package io.bpsecrets.premain;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/**
 * The way in under a SecurityManager, whose policy knows nothing of an agent: the boot loader's copy of this class, which
 * has all rights, starts the agent with them. Public, since to that copy the system loader's entry is another package.
 */
public final class WithAllRights implements PrivilegedExceptionAction<Void> {
    private final File jar;
    private final String argument;
    private final Instrumentation instrumentation;

    private WithAllRights(File jar, String argument, Instrumentation instrumentation) {
        this.jar = jar;
        this.argument = argument;
        this.instrumentation = instrumentation;
    }

    public static void enter(File jar, String argument, Instrumentation instrumentation)
            throws PrivilegedActionException {
        AccessController.doPrivileged(new WithAllRights(jar, argument, instrumentation));
    }

    @Override
    public Void run() throws Exception {
        Entry.enter(jar, argument, instrumentation);
        return null;
    }
}
