package io.bpsecrets.premain;

import java.security.PrivilegedAction;

/** What {@link Callers} does with all rights. */
final class MakeCallers implements PrivilegedAction<Callers> {
    @Override
    public Callers run() {
        return new Callers();
    }
}
