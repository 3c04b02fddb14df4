package app;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Another vendor's agent that also works on {@code java.lang.ProcessEnvironment}. The agent argument {@code keep} leaves
 * its transformer registered, {@code remove} takes it away again.
 */
public final class OtherAgent {
    private static Instrumentation instrumentation;

    public static void premain(String how, Instrumentation inst) throws Exception {
        instrumentation = inst;
        retransform("keep".equals(how));
    }

    /** Retransforms once more, later, as agents do that are steered at run time. */
    static void retransform(boolean keep) throws Exception {
        ClassFileTransformer sameBytesAsNewClass = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
                // Bytes instead of null: the JVM then installs the class again, as for a real change.
                return "java/lang/ProcessEnvironment".equals(name) ? bytes.clone() : null;
            }
        };
        instrumentation.addTransformer(sameBytesAsNewClass, true);
        instrumentation.retransformClasses(Class.forName("java.lang.ProcessEnvironment"));
        if (!keep) {
            instrumentation.removeTransformer(sameBytesAsNewClass);
        }
    }

    private OtherAgent() {}
}
