package io.bpsecrets.weave;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Before Java 21 the JVM keeps the class file that the first retransformation of a class began with, and a later
 * redefinition does not replace it: where another agent had retransformed one of our classes before us, its next
 * retransformation would silently undo the weave. So every class is retransformed once; where the JVM begins with bytes that
 * are not woven, the transformer stays and weaves them each time.
 */
final class RetransformGuard implements ClassFileTransformer {
    /** What the names of all hooks have in them, once the build has renamed them. */
    private static final byte[] HOOK = "/BpSecrets".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, Set<JoinPoint>> points;
    private boolean found;

    /** @param points the join points of each woven class, by its internal name */
    RetransformGuard(Map<String, Set<JoinPoint>> points) {
        this.points = points;
    }

    /** @return true where the transformer had to stay */
    boolean probe(Instrumentation instrumentation, Class<?>[] classes) throws Exception {
        instrumentation.addTransformer(this, true);
        instrumentation.retransformClasses(classes);
        if (!found) {
            instrumentation.removeTransformer(this);
        }
        return found;
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        Set<JoinPoint> wanted = redefined == null || loader != null ? null : points.get(name);
        if (wanted == null || holds(bytes, HOOK)) {
            return null;
        }
        found = true;
        try {
            return Weaver.weave(bytes, wanted, EnumSet.noneOf(JoinPoint.class));
        } catch (RuntimeException | Error e) {
            return null;
        }
    }

    private static boolean holds(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            int same = 0;
            while (same < part.length && bytes[i + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }
}
