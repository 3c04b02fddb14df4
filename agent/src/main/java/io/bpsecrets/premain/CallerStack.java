package io.bpsecrets.premain;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Makes {@link Callers} with all rights, but asks it without them, because with them the stack would begin with classes of the JDK. */
final class CallerStack implements PrivilegedAction<Callers> {
    /** The position of the class that calls {@link #here}, behind Callers and this class. */
    static final int CALLER = 2;

    private CallerStack() {}

    /** @return as {@link Callers#onStack} */
    static Class<?>[] here() {
        return AccessController.doPrivileged(new CallerStack()).onStack();
    }

    @Override
    public Callers run() {
        return new Callers();
    }
}
