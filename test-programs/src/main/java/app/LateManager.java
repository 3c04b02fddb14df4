package app;

import java.security.Permission;
import java.security.Policy;
import java.security.ProtectionDomain;

/** Sets a SecurityManager and a policy of its own in its main, as old containers do, and then reads. */
public final class LateManager {

    public static void main(String[] args) {
        Policy.setPolicy(new Policy() {
            @Override
            public boolean implies(ProtectionDomain domain, Permission permission) {
                // The JDK's own modules need theirs.
                boolean application = domain.getClassLoader() == LateManager.class.getClassLoader();
                return !application || permission.getName().startsWith("getenv.");
            }
        });
        System.setSecurityManager(new SecurityManager());
        PrintEnv.main(args);
    }

    private LateManager() {}
}
