package io.bpsecrets.weave;

import io.bpsecrets.log.Log;
import io.bpsecrets.log.Version;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the operator is told if not everything was woven. It is not loaded if everything was. */
final class WeaveWarnings {
    private final Log log;
    private final boolean java8;

    WeaveWarnings(Log log, boolean java8) {
        this.log = log;
        this.java8 = java8;
    }

    /** Nothing is woven. */
    void ofNewerJava() {
        log.warn(newer() + ", and weave.newer-java is off: the service runs as without it; take a newer agent,"
                + " or set weave.newer-java=try");
    }

    /**
     * @param without names that the user leaves out
     * @param missing join points that should be woven and are not; those that the user leaves out are removed
     * @param leftAlone classes of a newer Java, with the reason
     * @param wanted all join points that should be woven, by class
     * @return true if nothing is missing but what the user left out
     */
    boolean of(
            Set<Door> doors,
            Set<String> without,
            Set<JoinPoint> missing,
            Map<String, String> leftAlone,
            Map<String, Set<JoinPoint>> wanted) {
        unknown(without);
        Set<JoinPoint> leftOut = leftOut(without);
        missing.removeAll(leftOut);
        for (Door door : doors) {
            if (!without.isEmpty() && isShut(door, leftOut)) {
                log.warn("weave.without leaves out every join point of " + door.serves()
                        + ": it answers as without the agent");
            }
            missing(door, missing);
        }
        return !leftAlone(leftAlone, wanted, leftOut) && missing.isEmpty();
    }

    /** @return the rows with these names, and what stands for them */
    static Set<JoinPoint> leftOut(Set<String> names) {
        Set<JoinPoint> leftOut = EnumSet.noneOf(JoinPoint.class);
        for (JoinPoint point : JoinPoint.values()) {
            for (JoinPoint other : JoinPoint.values()) {
                if (names.contains(other.name())
                        && (point == other
                                || point.twins() != null && point.twins().equals(other.twins()))) {
                    leftOut.add(point);
                }
            }
        }
        return leftOut;
    }

    private void unknown(Set<String> without) {
        Set<String> unknown = new TreeSet<String>(without);
        for (JoinPoint point : JoinPoint.values()) {
            unknown.remove(point.name());
        }
        if (!unknown.isEmpty()) {
            log.warn("weave.without names " + String.join(", ", unknown)
                    + ", which is no join point; docs/files.md lists them");
        }
    }

    /** False for a door that has no join points. */
    private boolean isShut(Door door, Set<JoinPoint> leftOut) {
        boolean shut = false;
        for (JoinPoint point : JoinPoint.values()) {
            if (point.door() == door && point.wantedOn(java8)) {
                if (!leftOut.contains(point)) {
                    return false;
                }
                shut = true;
            }
        }
        return shut;
    }

    private void missing(Door door, Set<JoinPoint> missing) {
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

    /** @return true if it names a class */
    private boolean leftAlone(
            Map<String, String> leftAlone, Map<String, Set<JoinPoint>> wanted, Set<JoinPoint> leftOut) {
        StringBuilder classes = new StringBuilder();
        Set<String> names = new TreeSet<String>();
        for (Map.Entry<String, String> one : leftAlone.entrySet()) {
            Set<JoinPoint> points = wanted.get(one.getKey());
            if (points == null) {
                continue;
            }
            points.removeAll(leftOut);
            for (JoinPoint point : points) {
                names.add(point.name());
            }
            if (!points.isEmpty()) {
                classes.append(classes.length() == 0 ? "" : ", ").append(one.getKey());
                classes.append(" (").append(one.getValue()).append(')');
            }
        }
        if (names.isEmpty()) {
            return false;
        }
        log.warn(newer() + ". These classes are left alone: " + classes
                + ". What goes through them answers as without the agent. Take a newer agent. To start with required"
                + " secrets in spite of this, set weave.without = " + String.join(", ", names));
        return true;
    }

    private static String newer() {
        return "Java " + System.getProperty("java.version") + " is newer than agent " + Version.TEXT
                + ", which knows the class files of Java up to " + Weaver.NEWEST_JAVA;
    }
}
