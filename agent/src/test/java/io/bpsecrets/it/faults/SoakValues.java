package io.bpsecrets.it.faults;

import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.RealServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** What was written, in its order, and whether what threads saw can be true. */
final class SoakValues {
    /** Of a value that stands in the environment. */
    private static final int NEXT_SOURCE = -1;

    private final Lab lab;
    private final RealServer server;
    private final List<String> secrets;
    private final Map<String, Integer> generations = new ConcurrentHashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final Random random;
    private int newest;
    private int nextSource;

    /** @param secrets paths below the lab's */
    SoakValues(Lab lab, RealServer server, List<String> secrets, long seed) {
        this.lab = lab;
        this.server = server;
        this.secrets = secrets;
        this.random = new Random(seed);
    }

    /** A value for the environment. */
    String environment() {
        String value = lab.canary("env");
        generations.put(Hash.of(value), NEXT_SOURCE);
        return value;
    }

    /** A new generation of every secret. */
    void write() {
        newest++;
        for (String secret : secrets) {
            String value = lab.canary("soak");
            // Before it is written: the service may be quicker than this thread.
            generations.put(Hash.of(value), newest);
            server.putKv2(lab.path() + "/" + secret, Map.of("value", value));
        }
    }

    long pauseMillis() {
        return 300 + random.nextInt(400);
    }

    /** @param changes words {@code thread:place:hash} of app.Soak, oldest first of each thread */
    void judge(String changes, boolean nextSourceAllowed) {
        for (String change : changes.split(" ")) {
            String[] parts = change.split(":");
            if (parts.length == 3) {
                judge(parts[0] + ":" + parts[1], parts[2], nextSourceAllowed);
            }
        }
    }

    private void judge(String where, String hash, boolean nextSourceAllowed) {
        Integer generation = generations.get(hash);
        Integer before = seen.get(where);
        if (generation == null) {
            wrong.add(where + " saw " + hash + ", which nobody wrote");
        } else if (generation == NEXT_SOURCE) {
            nextSource++;
            if (!nextSourceAllowed) {
                wrong.add(where + " saw the next source without a reason");
            }
        } else if (where.startsWith("v:")) {
            // Many threads at the same time: their order says nothing.
            return;
        } else if (before != null && generation < before) {
            wrong.add(where + " saw generation " + generation + " after " + before);
        } else {
            seen.put(where, generation);
        }
    }

    boolean allSawTheNewest() {
        return !seen.isEmpty() && seen.values().stream().allMatch(generation -> generation == newest);
    }

    int newest() {
        return newest;
    }

    /** How often a thread was sent to the next source, rightly. */
    int nextSource() {
        return nextSource;
    }

    List<String> wrong() {
        return wrong;
    }
}
