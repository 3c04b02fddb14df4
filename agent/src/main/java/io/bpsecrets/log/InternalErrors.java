package io.bpsecrets.log;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the failures of ours by their kind. A kind is the type of the failure and the place in our code that it came from. Each kind is
 * written once. So a failure that comes again and again does not fill the log.
 *
 * <p>The message of a failure is never read, because it may hold a secret.
 */
public final class InternalErrors {
    /** Further kinds are counted together under their type alone. */
    private static final int MAX_KINDS = 100;

    private static final int MAX_FRAMES = 8;

    /** Of the frames that are written. In the jar the agent's classes keep this name. */
    private static final String OURS = "io.bpsecrets.";

    private final Map<String, Integer> counts = new TreeMap<String, Integer>();

    /**
     * Counts a failure. Throws nothing that the JVM itself does not throw.
     *
     * @param consequence what was done or is answered instead, and for whom; without a full stop
     * @return the line for the log; null if such a line is there already
     */
    @Nullable
    String add(String consequence, Throwable failure) {
        String type = failure.getClass().getName();
        String frames = frames(failure);
        return count(type, frames)
                ? "internal error " + type + (frames.isEmpty() ? "" : " at " + frames) + "; please report it. "
                        + consequence
                : null;
    }

    /** @return true if this is the first one of its kind */
    private synchronized boolean count(String type, String frames) {
        int end = frames.indexOf(' ');
        String place = end < 0 ? frames : frames.substring(0, end);
        String kind = place.isEmpty() ? type : type + " at " + place;
        Integer known = counts.get(kind);
        if (known == null && counts.size() >= MAX_KINDS) {
            counts.merge(type, 1, Integer::sum);
            return false;
        }
        counts.put(kind, known == null ? 1 : known + 1);
        return known == null;
    }

    /** How often each kind has happened, sorted by kind. A copy. */
    public synchronized Map<String, Integer> counts() {
        return new TreeMap<String, Integer>(counts);
    }

    /** Our own frames, from the place of the failure outwards, as {@code Class.method:line}; empty if it has none. */
    private static String frames(Throwable failure) {
        StringBuilder frames = new StringBuilder();
        int written = 0;
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (written < MAX_FRAMES && frame.getClassName().startsWith(OURS)) {
                frames.append(written++ == 0 ? "" : " < ")
                        .append(frame.getClassName()
                                .substring(frame.getClassName().lastIndexOf('.') + 1))
                        .append('.')
                        .append(frame.getMethodName())
                        .append(':')
                        .append(frame.getLineNumber());
            }
        }
        return frames.toString();
    }
}
