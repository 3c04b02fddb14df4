package io.bpsecrets.weave;

import io.bpsecrets.log.Log;
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

/**
 * Redefines the classes of the wanted doors, once. redefineClasses leaves no transformer behind, and its bytes are the base
 * of whatever another agent retransforms later.
 */
public final class Weave {
    private final Instrumentation instrumentation;
    private final Log log;

    public Weave(Instrumentation instrumentation, Log log) {
        this.instrumentation = instrumentation;
        this.log = log;
    }

    /**
     * @return false where at least one door stays shut; a warning has said which
     */
    public boolean open(Set<JoinPoint.Door> doors) {
        boolean complete = true;
        for (Map.Entry<String, Set<JoinPoint>> owner : byOwner(doors).entrySet()) {
            complete &= weave(owner.getKey(), owner.getValue());
        }
        return complete;
    }

    private static Map<String, Set<JoinPoint>> byOwner(Set<JoinPoint.Door> doors) {
        Map<String, Set<JoinPoint>> owners = new LinkedHashMap<String, Set<JoinPoint>>();
        for (JoinPoint point : JoinPoint.values()) {
            if (doors.contains(point.door())) {
                Set<JoinPoint> points = owners.get(point.door().owner());
                if (points == null) {
                    points = EnumSet.noneOf(JoinPoint.class);
                    owners.put(point.door().owner(), points);
                }
                points.add(point);
            }
        }
        return owners;
    }

    private boolean weave(String owner, Set<JoinPoint> wanted) {
        Set<JoinPoint> done = EnumSet.noneOf(JoinPoint.class);
        try {
            Class<?> target = Class.forName(owner, false, null);
            byte[] woven = Weaver.weave(classFile(owner), wanted, done);
            instrumentation.redefineClasses(new ClassDefinition(target, woven));
        } catch (Exception | Error e) {
            log.warn(owner + " could not be woven on Java " + System.getProperty("java.version") + " ("
                    + e.getClass().getSimpleName() + "): " + serves(wanted) + " answers as without the agent");
            return false;
        }
        List<String> missing = missing(wanted, done);
        for (String point : missing) {
            log.warn("Java " + System.getProperty("java.version") + " has no " + point
                    + ": what goes through it answers as without the agent");
        }
        return missing.isEmpty();
    }

    private static List<String> missing(Set<JoinPoint> wanted, Set<JoinPoint> done) {
        boolean twinDone = false;
        for (JoinPoint point : done) {
            twinDone |= point.isPlatformTwin();
        }
        List<String> missing = new ArrayList<String>();
        for (JoinPoint point : wanted) {
            if (!done.contains(point) && !(point.isPlatformTwin() && twinDone)) {
                missing.add(point.text());
            }
        }
        return missing;
    }

    private static String serves(Set<JoinPoint> points) {
        Set<JoinPoint.Door> doors = EnumSet.noneOf(JoinPoint.Door.class);
        for (JoinPoint point : points) {
            doors.add(point.door());
        }
        StringBuilder text = new StringBuilder();
        for (JoinPoint.Door door : doors) {
            text.append(text.length() == 0 ? "" : " and ").append(door.serves());
        }
        return text.toString();
    }

    /** Through a class of java.base: on Java 9+ that is a look into the module, without a URL. */
    private static byte[] classFile(String owner) throws IOException {
        String resource = "/" + owner.replace('.', '/') + ".class";
        try (InputStream in = Object.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no class file " + resource);
            }
            return HookClass.readAll(in);
        }
    }
}
