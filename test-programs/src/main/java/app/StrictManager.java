package app;

import java.io.FileDescriptor;
import java.security.Permission;

/** A SecurityManager that allows everything but that anybody reads the agent's jar once more: as a hand-made one may. */
public final class StrictManager extends SecurityManager {

    @Override
    public void checkPermission(Permission permission) {
        // All else is allowed.
    }

    @Override
    public void checkRead(String file) {
        if (file.endsWith("bp-secrets.jar")) {
            for (Class<?> caller : getClassContext()) {
                if (caller.getName().startsWith("io.bpsecrets.")) {
                    throw new SecurityException("no");
                }
            }
        }
    }

    @Override
    public void checkRead(FileDescriptor descriptor) {
        // Allowed.
    }
}
