package io.bpsecrets.weave;

import io.bpsecrets.base.JavaBase;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Version;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Redefines the classes of the wanted doors, once. redefineClasses leaves no transformer behind, and its bytes are the base
 * of whatever another agent retransforms later.
 */
public final class Weave {
    private final Instrumentation instrumentation;
    private final Log log;
    private final boolean java8 = HookClass.isJava8();
    private final Set<JoinPoint> missing = EnumSet.noneOf(JoinPoint.class);
    private boolean tooNew;
    /** What {@link #defineHook} has changed of the JDK. */
    private final List<ClassDefinition> toRestore = new ArrayList<ClassDefinition>(1);

    public Weave(Instrumentation instrumentation, Log log) {
        this.instrumentation = instrumentation;
        this.log = log;
    }

    /**
     * Brings the hook to where the JDK can call it; {@link #open} or {@link #abandon} must follow.
     *
     * @throws ReflectiveOperationException where this JVM has no way
     */
    public void defineHook(File jar, Set<Door> doors) throws ReflectiveOperationException, IOException {
        HookClass.define(instrumentation, jar, doors, toRestore);
    }

    /** Nothing will be woven. */
    public void abandon() {
        if (toRestore.isEmpty()) {
            return;
        }
        try {
            instrumentation.redefineClasses(toRestore.toArray(new ClassDefinition[0]));
        } catch (Exception | Error e) {
            // It then goes on answering who has the JVM's Instrumentation, and so all rights anyway.
            log.debug(toRestore.get(0).getDefinitionClass().getName() + " could not be restored: " + e);
        }
    }

    /**
     * @param without join points to leave out, by name: for tests that show what each is good for
     * @return false where at least one join point is missing, and one warning a door has said which, or where none is
     *     woven since this Java is newer than the agent, and one warning has said so
     */
    public boolean open(Set<Door> doors, Set<String> without) {
        warnOfUnknown(without);
        List<ClassDefinition> definitions = new ArrayList<ClassDefinition>();
        for (Map.Entry<String, Set<JoinPoint>> owner : byOwner(doors, without).entrySet()) {
            ClassDefinition definition = weave(owner.getKey(), owner.getValue());
            if (definition != null) {
                definitions.add(definition);
            }
            if (tooNew) {
                log.warn("Java " + System.getProperty("java.version") + " is newer than agent " + Version.TEXT
                        + ", which knows the class files of Java up to " + Weaver.NEWEST_JAVA
                        + ": the service runs as without it; take a newer agent");
                abandon();
                return false;
            }
        }
        redefine(definitions, doors, without);
        if (HookClass.isBefore21() && !OnlyAgent.isOurs()) {
            keepWoven(definitions, doors, without);
        }
        for (Door door : doors) {
            warn(door);
        }
        return missing.isEmpty();
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

    /** @return null where the class is not there or cannot be read */
    private ClassDefinition weave(String owner, Set<JoinPoint> wanted) {
        Set<JoinPoint> done = EnumSet.noneOf(JoinPoint.class);
        byte[] original = new byte[0];
        try {
            Class<?> target = Class.forName(owner, false, null);
            original = classFile(owner);
            byte[] woven = Weaver.weave(original, wanted, done);
            addMissing(wanted, done);
            return new ClassDefinition(target, woven);
        } catch (Exception | Error e) {
            // Looked into only now: reading a class file twice would cost every start.
            tooNew = original.length > 0 && !Weaver.knows(original);
            missing.addAll(wanted);
            log.debug(owner + ": " + e);
            return null;
        }
    }

    /** All in one call, which is the cheapest; one by one where the JVM refuses, to find and leave out the bad one. */
    private void redefine(List<ClassDefinition> definitions, Set<Door> doors, Set<String> without) {
        List<ClassDefinition> all = new ArrayList<ClassDefinition>(toRestore);
        all.addAll(definitions);
        if (all.isEmpty()) {
            // Java 8 prints an assertion of its own for none.
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

    private void keepWoven(List<ClassDefinition> definitions, Set<Door> doors, Set<String> without) {
        Map<String, Set<JoinPoint>> points = new HashMap<String, Set<JoinPoint>>();
        for (Map.Entry<String, Set<JoinPoint>> owner : byOwner(doors, without).entrySet()) {
            points.put(owner.getKey().replace('.', '/'), owner.getValue());
        }
        Class<?>[] classes = new Class<?>[definitions.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = definitions.get(i).getDefinitionClass();
        }
        try {
            if (new StaleBase(points).probe(instrumentation, classes)) {
                log.debug("an agent before this one has changed the same classes: a transformer stays to keep ours");
            }
        } catch (Exception | Error e) {
            log.debug("the weave could not be probed: " + e);
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

    private void warnOfUnknown(Set<String> without) {
        Set<String> unknown = new TreeSet<String>(without);
        for (JoinPoint point : JoinPoint.values()) {
            unknown.remove(point.name());
        }
        if (!unknown.isEmpty()) {
            log.warn("weave.without names " + String.join(", ", unknown)
                    + ", which is no join point; docs/files.md lists them");
        }
    }

    private void warn(Door door) {
        StringBuilder names = new StringBuilder();
        for (JoinPoint point : missing) {
            if (point.door() == door) {
                names.append(names.length() == 0 ? "" : ", ").append(point.text());
            }
        }
        if (names.length() > 0) {
            log.warn("could not weave " + names + " on Java " + System.getProperty("java.version")
                    + ": what goes through " + "there (" + door.serves() + ") answers as without the agent");
        }
    }

    private byte[] classFile(String owner) throws IOException {
        String resource = owner.replace('.', '/') + ".class";
        if (!java8) {
            return JavaBase.read(resource);
        }
        try (InputStream in = Object.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IOException("no class file " + resource);
            }
            return HookClass.readAll(in);
        }
    }
}
