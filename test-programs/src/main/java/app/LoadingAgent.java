package app;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Another vendor's agent whose transformer does to the hidden classes of bp-secrets what its argument says: {@code same} loads the class
 * that is being defined, {@code other:CLASS} loads another one, {@code throws} throws, {@code garbage:PART} answers with no class file
 * for classes whose name has that part.
 */
public final class LoadingAgent implements ClassFileTransformer {
    private final String how;

    public static void premain(String how, Instrumentation instrumentation) {
        instrumentation.addTransformer(new LoadingAgent(how));
    }

    private LoadingAgent(String how) {
        this.how = how;
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
        boolean hidden = name.startsWith("io/bpsecrets/") && loader != ClassLoader.getSystemClassLoader();
        if (!hidden && !name.startsWith("java/lang/BpSecrets")) {
            return null;
        }
        if (how.startsWith("garbage:")) {
            return name.contains(how.substring("garbage:".length())) ? new byte[] {1, 2, 3} : null;
        }
        if (how.equals("throws")) {
            throw new IllegalStateException("a defect");
        }
        try {
            String wanted = how.equals("same") ? name.replace('/', '.') : how.substring("other:".length());
            Class.forName(wanted, false, loader);
        } catch (ClassNotFoundException e) {
            // java.base does not have the class before it is defined.
            return null;
        }
        return null;
    }
}
