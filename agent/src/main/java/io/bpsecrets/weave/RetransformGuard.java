package io.bpsecrets.weave;

import io.bpsecrets.log.Log;
import io.bpsecrets.names.ClassInJavaBase;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Before Java 21 the JVM keeps the class file that the first retransformation of a class began with, and a later
 * redefinition does not replace it. If another agent had retransformed one of our classes before us, its next
 * retransformation would silently undo the weave. So every class is retransformed once. If the JVM then begins with bytes that
 * are not woven, this transformer stays and weaves them each time.
 */
final class RetransformGuard implements ClassFileTransformer {
    private static final byte[] MARK = ClassInJavaBase.MARK.getBytes(StandardCharsets.US_ASCII);

    private final Map<String, Set<JoinPoint>> points;
    private final Log log;
    private boolean found;

    /**
     * @param points the join points of each woven class, by its internal name
     * @param log gets the failures of ours in a transformation, which happens in any thread
     */
    RetransformGuard(Map<String, Set<JoinPoint>> points, Log log) {
        this.points = points;
        this.log = log;
    }

    /**
     * Looks whether the transformer is needed, and keeps it if it is.
     *
     * @param definitions what has been redefined
     * @param points the join points of each woven class, by its name with dots
     */
    static void keepWoven(
            Instrumentation instrumentation,
            Log log,
            List<ClassDefinition> definitions,
            Map<String, Set<JoinPoint>> points) {
        Map<String, Set<JoinPoint>> internal = new HashMap<String, Set<JoinPoint>>();
        for (Map.Entry<String, Set<JoinPoint>> owner : points.entrySet()) {
            internal.put(owner.getKey().replace('.', '/'), owner.getValue());
        }
        Class<?>[] classes = new Class<?>[definitions.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = definitions.get(i).getDefinitionClass();
        }
        try {
            if (new RetransformGuard(internal, log).probe(instrumentation, classes)) {
                log.debug("an agent before this one has changed the same classes: a transformer stays to keep ours");
            }
        } catch (Exception | Error e) {
            log.debug("the weave could not be probed: " + e);
        }
    }

    /** @return true if the transformer had to stay */
    boolean probe(Instrumentation instrumentation, Class<?>[] classes) throws Exception {
        instrumentation.addTransformer(this, true);
        instrumentation.retransformClasses(classes);
        if (!found) {
            instrumentation.removeTransformer(this);
        }
        return found;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        Set<JoinPoint> wanted = redefined == null || loader != null ? null : points.get(name);
        if (wanted == null || holds(bytes, MARK)) {
            return null;
        }
        found = true;
        try {
            return Weaver.weave(bytes, wanted, EnumSet.noneOf(JoinPoint.class));
        } catch (RuntimeException | Error e) {
            log.internalError(
                    "A class of the JDK that another agent has changed is not woven any more: what it reads is answered as without the agent",
                    e);
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
