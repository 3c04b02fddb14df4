package io.bpsecrets.weave;

import io.bpsecrets.base.JavaBase;
import io.bpsecrets.disk.SmallFile;
import io.bpsecrets.log.Log;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Redefines the classes of the wanted doors, once. redefineClasses leaves no transformer behind. If another agent retransforms one of the
 * classes later, it begins with our bytes.
 */
public final class Redefinition {
    private final Instrumentation instrumentation;
    private final Log log;
    private final boolean java8 = HookClass.isJava8();
    private final Set<JoinPoint> missing = EnumSet.noneOf(JoinPoint.class);
    /** Classes of a newer Java that were not woven, each with the reason in words. */
    private final Map<String, String> leftAlone = new LinkedHashMap<String, String>(0);

    private boolean tooNew;
    /** The classes of the JDK that {@link #defineHook} has changed, as they were. */
    private final List<ClassDefinition> toRestore = new ArrayList<ClassDefinition>(1);

    public Redefinition(Instrumentation instrumentation, Log log) {
        this.instrumentation = instrumentation;
        this.log = log;
    }

    /**
     * Brings the hook to where the JDK can call it. {@link #open} or {@link #abandon} must follow.
     *
     * @throws ReflectiveOperationException if this JVM has no way
     */
    public void defineHook(File jar, Set<Door> doors) throws ReflectiveOperationException, IOException {
        HookClass.define(instrumentation, jar, doors, toRestore);
    }

    /** Nothing will be woven: what {@link #defineHook} has changed is restored. */
    public void abandon() {
        if (toRestore.isEmpty()) {
            return;
        }
        try {
            instrumentation.redefineClasses(toRestore.toArray(new ClassDefinition[0]));
        } catch (Exception | Error e) {
            // The class goes on answering, but only who has the JVM's Instrumentation, and so all rights anyway.
            log.debug(toRestore.get(0).getDefinitionClass().getName() + " could not be restored: " + e);
        }
    }

    /**
     * Weaves and redefines.
     *
     * @param without names of join points that the user leaves out; they are never missed, and neither is what stands for them
     * @param tryNewer whether to weave the classes of which each part is known, if this Java is newer than the agent
     * @return false if a join point is missing, if a class of a newer Java was left alone, or if nothing is woven because this
     *     Java is newer than the agent; warnings have said which, and why
     */
    public boolean open(Set<Door> doors, Set<String> without, boolean tryNewer) {
        List<ClassDefinition> definitions = new ArrayList<ClassDefinition>();
        for (Map.Entry<String, Set<JoinPoint>> owner : byOwner(doors, without).entrySet()) {
            ClassDefinition definition = weave(owner.getKey(), owner.getValue(), tryNewer);
            if (definition != null) {
                definitions.add(definition);
            }
            if (tooNew && !tryNewer) {
                new WeaveWarnings(log, java8).ofNewerJava();
                abandon();
                return false;
            }
        }
        redefine(definitions, doors, without);
        if (HookClass.isBefore21() && !AgentsOnStartLine.hasOnlyOurs()) {
            RetransformGuard.keepWoven(instrumentation, log, definitions, byOwner(doors, without));
        }
        if (missing.isEmpty() && leftAlone.isEmpty() && without.isEmpty()) {
            return true;
        }
        return new WeaveWarnings(log, java8).of(doors, without, missing, leftAlone, byOwner(doors, without));
    }

    private Map<String, Set<JoinPoint>> byOwner(Set<Door> doors, Set<String> without) {
        Map<String, Set<JoinPoint>> owners = new LinkedHashMap<String, Set<JoinPoint>>();
        for (JoinPoint point : JoinPoint.values()) {
            if (doors.contains(point.door()) && point.wantedOn(java8) && !without.contains(point.name())) {
                Set<JoinPoint> points = owners.get(point.owner());
                if (points == null) {
                    points = EnumSet.noneOf(JoinPoint.class);
                    owners.put(point.owner(), points);
                }
                points.add(point);
            }
        }
        return owners;
    }

    /** @return null if there is nothing to redefine: the class is not there, cannot be read, or is left alone */
    private @Nullable ClassDefinition weave(String owner, Set<JoinPoint> wanted, boolean tryNewer) {
        Set<JoinPoint> done = EnumSet.noneOf(JoinPoint.class);
        boolean newer = false;
        try {
            Class<?> target = Class.forName(owner, false, null);
            byte[] original = classFile(target);
            newer = !Weaver.knows(original);
            tooNew |= newer;
            if (newer && !tryNewer) {
                return null;
            }
            byte[] woven = Weaver.weave(original, wanted, done);
            addMissing(wanted, done);
            if (!java8 && done.contains(JoinPoint.JMX_FILE)) {
                // This is the one woven class that is not of java.base. Its hook is in a package that is not for other
                // modules.
                String hook = Door.JMX.hook();
                JavaBase.export(instrumentation, hook.substring(0, hook.lastIndexOf('.')), target);
            }
            return done.isEmpty() ? null : new ClassDefinition(target, woven);
        } catch (Exception | Error e) {
            if (newer) {
                leftAlone.put(
                        owner,
                        e instanceof IllegalArgumentException
                                ? e.getMessage()
                                : e.getClass().getName());
            } else if (wanted.iterator().next().door() != Door.JMX || !(e instanceof ClassNotFoundException)) {
                // A JVM without a management agent checks no file for it.
                missing.addAll(wanted);
            }
            log.debug(owner + ": " + e);
            return null;
        }
    }

    /** All in one call, which is the cheapest. If the JVM refuses, one by one, so that only the bad class is left out. */
    private void redefine(List<ClassDefinition> definitions, Set<Door> doors, Set<String> without) {
        List<ClassDefinition> all = new ArrayList<ClassDefinition>(toRestore);
        all.addAll(definitions);
        if (all.isEmpty()) {
            // Java 8 prints an assertion of its own if there is no class.
            return;
        }
        try {
            instrumentation.redefineClasses(all.toArray(new ClassDefinition[0]));
        } catch (Exception | Error refused) {
            abandon();
            for (ClassDefinition definition : definitions) {
                try {
                    instrumentation.redefineClasses(definition);
                } catch (Exception | Error one) {
                    String owner = definition.getDefinitionClass().getName();
                    missing.addAll(byOwner(doors, without).get(owner));
                    log.debug(owner + ": " + one);
                }
            }
        }
    }

    private void addMissing(Set<JoinPoint> wanted, Set<JoinPoint> done) {
        Set<String> twins = new TreeSet<String>();
        for (JoinPoint point : done) {
            if (point.twins() != null) {
                twins.add(point.twins());
            }
        }
        for (JoinPoint point : wanted) {
            if (!done.contains(point) && !(point.twins() != null && twins.contains(point.twins()))) {
                missing.add(point);
            }
        }
    }

    private byte[] classFile(Class<?> type) throws IOException {
        if (!java8) {
            return JavaBase.read(type);
        }
        String resource = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = Object.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no class file " + resource);
            }
            return SmallFile.rest(in);
        }
    }
}
