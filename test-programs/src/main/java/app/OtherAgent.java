package app;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/**
 * Another vendor's agent that also works on {@code java.lang.ProcessEnvironment}. The agent argument {@code keep} leaves
 * its transformer registered, {@code remove} takes it away again, {@code all} does the latter with every class that the JDK's
 * boot loader has loaded, as profilers do. {@code read NAME} changes nothing and reads that variable whenever a class for
 * requests to Vault is loaded.
 */
public final class OtherAgent {
    private static Instrumentation instrumentation;

    public static void premain(String how, Instrumentation inst) throws Exception {
        instrumentation = inst;
        if ("all".equals(how)) {
            retransformAll();
        } else if (how.startsWith("read ")) {
            inst.addTransformer(new Reader(how.substring("read ".length())));
        } else {
            retransform("keep".equals(how));
        }
    }

    /** @return how many classes */
    static int retransformAll() throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> one : instrumentation.getInitiatedClasses(null)) {
            if (instrumentation.isModifiableClass(one) && !one.isArray()) {
                classes.add(one);
            }
        }
        ClassFileTransformer copier = new Copier(null);
        instrumentation.addTransformer(copier, true);
        instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
        instrumentation.removeTransformer(copier);
        return classes.size();
    }

    /** Retransforms once more, later, as agents do that are steered at run time. */
    static void retransform(boolean keep) throws Exception {
        ClassFileTransformer sameBytesAsNewClass = new Copier("java/lang/ProcessEnvironment");
        instrumentation.addTransformer(sameBytesAsNewClass, true);
        instrumentation.retransformClasses(Class.forName("java.lang.ProcessEnvironment"));
        if (!keep) {
            instrumentation.removeTransformer(sameBytesAsNewClass);
        }
    }

    /** Bytes instead of null: the JVM then installs the class again, as for a real change. */
    private static final class Copier implements ClassFileTransformer {
        private final String only;

        /** @param only internal name of the one class, or null for all */
        Copier(String only) {
            this.only = only;
        }

        @Override
        public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
            return type != null && (only == null || only.equals(name)) ? bytes.clone() : null;
        }
    }

    /**
     * Its settings are variables, and it looks them up anew each time. Only for classes that a first read loads: the JVM calls
     * no transformer inside a transformer, so that any earlier call would itself be the first read.
     */
    private static final class Reader implements ClassFileTransformer {
        private final String variable;

        Reader(String variable) {
            this.variable = variable;
        }

        @Override
        public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
            if (name.startsWith("io/bpsecrets/transport/")) {
                System.getenv(variable);
            }
            return null;
        }
    }

    private OtherAgent() {}
}
