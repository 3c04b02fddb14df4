package io.bpsecrets.files;

import io.bpsecrets.chain.ThreadError;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All ways to deliver a file, best first. The first one that works on this machine is used, which is found out by trying
 * it. If it fails for a file later, that file goes the next way.
 */
final class Deliveries implements Delivery {
    private static final String MEMORY = "/dev/shm";

    private final Log log;
    private final List<Delivery> ways;
    private final int chosen;
    /** What the log has lines about already. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    private Deliveries(Log log, List<Delivery> ways, int chosen) {
        this.log = log;
        this.ways = ways;
        this.chosen = chosen;
    }

    /** If nothing works, a log line says so, and each file is tried again when it is read. */
    static Deliveries choose(Log log, Clock clock) {
        List<Delivery> ways = new ArrayList<Delivery>();
        List<String> failures = new ArrayList<String>();
        String temporary = property("java.io.tmpdir");
        if (new File("/proc/self/fd").isDirectory()) {
            try {
                OpenFlags flags = OpenFlags.of(property("os.arch"));
                SystemCalls calls = new SystemCalls();
                for (String directory : new String[] {MEMORY, temporary, property("user.home")}) {
                    ways.add(new UnlinkedFiles(new File(directory), calls, flags, true));
                }
            } catch (IOException e) {
                failures.add(e.getMessage());
            }
        }
        ways.add(new PrivateDirectory(new File(temporary)));
        return choose(log, clock, ways, failures);
    }

    /** @param failures why there are not more ways */
    static Deliveries choose(Log log, Clock clock, List<Delivery> ways, List<String> failures) {
        byte[] probe = {'o', 'k'};
        for (int i = 0; i < ways.size(); i++) {
            try {
                ways.get(i).deliver(probe, clock.currentTimeMillis()).close();
                Deliveries chosen = new Deliveries(log, ways, i);
                chosen.describe(ways.get(i));
                return chosen;
            } catch (IOException | RuntimeException | Error e) {
                ThreadError.rethrow(e);
                failures.add(reason(ways.get(i), e, log));
            }
        }
        log.warn("secrets cannot be served as files: no directory can be written to (" + String.join(", ", failures)
                + "); a program that reads one gets an IOException; give the service a writable /dev/shm");
        return new Deliveries(log, ways, 0);
    }

    private void describe(Delivery way) {
        String directory = way.directory().getPath();
        if (way instanceof PrivateDirectory) {
            log.warn("secrets that are read as files are put into " + directory
                    + " (0700): a killed JVM leaves them there; give it a writable /dev/shm to avoid that");
        } else if (!directory.equals(MEMORY)) {
            log.info("/dev/shm cannot be used; secrets that are read as files are unlinked files in " + directory);
        }
        warnOfDisk(way);
    }

    private void warnOfDisk(Delivery way) {
        String type = MountTable.disk(way.directory());
        if (type != null && said.add("disk")) {
            log.warn("secrets that are read as files are in " + way.directory() + ", which is not in memory (" + type
                    + "): their bytes can reach a disk, and stay on it; give the service a writable /dev/shm (tmpfs)");
        }
    }

    @Override
    public Parcel deliver(byte[] content, long lastModified) throws IOException {
        List<String> failures = new ArrayList<String>();
        for (int i = 0; i < ways.size(); i++) {
            Delivery way = ways.get((chosen + i) % ways.size());
            try {
                Parcel parcel = way.deliver(content, lastModified);
                if (i > 0) {
                    insteadOf(ways.get(chosen), way, failures);
                }
                return parcel;
            } catch (IOException | RuntimeException | Error e) {
                ThreadError.rethrow(e);
                if (e instanceof SystemCalls.Failed && ((SystemCalls.Failed) e).isOutOfDescriptors()) {
                    throw new IOException(e.getMessage() + "; raise the process's limit of open files (ulimit -n)", e);
                }
                failures.add(reason(way, e, log));
            }
        }
        throw new IOException("no directory can be written to (" + String.join(", ", failures)
                + "); give the service a /dev/shm that is writable and has space");
    }

    private void insteadOf(Delivery first, Delivery way, List<String> failures) {
        if (said.add(way.directory().getPath())) {
            log.warn("secrets that are read as files are put into " + way.directory() + " too, as "
                    + first.directory() + " failed for one (" + String.join(", ", failures)
                    + "); give the service a /dev/shm that is writable and has space");
            warnOfDisk(way);
        }
    }

    private static String reason(Delivery way, Throwable failure, Log log) {
        String why;
        if (failure instanceof IOException) {
            why = failure.getMessage();
        } else {
            log.internalError("Served files are put elsewhere than in " + way.directory(), failure);
            why = failure.getClass().getSimpleName();
        }
        return way.directory() + ": " + why;
    }

    @Override
    public File directory() {
        return ways.get(chosen).directory();
    }

    @Override
    public String emptyDirectory() {
        return ways.get(chosen).emptyDirectory();
    }

    private static String property(String name) {
        return System.getProperty(name, "/tmp");
    }
}
