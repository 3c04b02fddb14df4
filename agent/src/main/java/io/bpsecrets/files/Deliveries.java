package io.bpsecrets.files;

import io.bpsecrets.log.Log;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Chooses the best way that works on this machine, by trying it. */
final class Deliveries {
    private static final byte[] PROBE = {'o', 'k'};

    private Deliveries() {}

    /** @return null where nothing works; a line has said so */
    static Delivery choose(Log log) {
        Set<String> tried = new LinkedHashSet<String>();
        if (new File("/proc/self/fd").isDirectory()) {
            for (String directory : new String[] {"/dev/shm", property("java.io.tmpdir"), property("user.home")}) {
                Delivery delivery = new UnlinkedFiles(new File(directory));
                if (works(delivery, tried)) {
                    if (!directory.equals("/dev/shm")) {
                        log.info("/dev/shm cannot be used; secrets that are read as files are unlinked files in "
                                + directory);
                    }
                    return delivery;
                }
            }
        }
        try {
            Delivery delivery = new PrivateDirectory(new File(property("java.io.tmpdir")));
            if (works(delivery, tried)) {
                log.warn("secrets that are read as files are put into " + delivery.directory()
                        + " (0700): a killed JVM leaves them there; give it a writable /dev/shm to avoid that");
                return delivery;
            }
        } catch (IOException e) {
            tried.add(e.getMessage());
        }
        log.warn("secrets are not served as files: no directory can be written to (" + String.join(", ", tried) + ")");
        return null;
    }

    private static boolean works(Delivery delivery, Set<String> tried) {
        try {
            delivery.deliver(PROBE, System.currentTimeMillis()).close();
            return true;
        } catch (IOException | RuntimeException e) {
            tried.add(delivery.directory() + ": " + e.getClass().getSimpleName());
            return false;
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "/tmp");
    }
}
