package app.hostile;

import java.security.Permission;
import java.security.Policy;
import java.security.ProtectionDomain;

/** The same where a container sets the SecurityManager in its main; from then on this program is code without rights. */
public final class LateIntruder {

    public static void main(String[] args) {
        Policy.setPolicy(new Policy() {
            @Override
            public boolean implies(ProtectionDomain domain, Permission permission) {
                // The JDK's own modules need theirs; a program may read the folder that it was loaded from.
                boolean application = domain.getClassLoader() == LateIntruder.class.getClassLoader();
                return !application
                        || permission.getActions().equals("read")
                                && permission.getName().equals(args[2]);
            }
        });
        System.setSecurityManager(new SecurityManager());
        Intruder.main(args);
    }

    private LateIntruder() {}
}
