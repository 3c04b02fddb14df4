package io.bpsecrets.files;

import io.bpsecrets.clock.Clock;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a secrets directory that is not on the disk is for the system: an empty directory of its own, mode 0555, without a
 * name, reached by the number of its descriptor in /proc. Its time is that of the last change of a secret. The descriptor is
 * read-only and close-on-exec, and stays open to the end of the JVM: a program may be about to open it.
 */
final class AbsentDirectory {
    private static final String DESCRIPTORS = "/proc/self/fd";
    private static final int MODE = 0555;

    private final SystemCalls calls;
    private final int number;
    private final String path;
    private final Clock clock;
    private final AtomicReference<@Nullable Seen> seen = new AtomicReference<@Nullable Seen>();

    private AbsentDirectory(SystemCalls calls, int number, String path, Clock clock) {
        this.calls = calls;
        this.number = number;
        this.path = path;
        this.clock = clock;
    }

    /**
     * @param parent writable, best on tmpfs
     * @throws IOException if it cannot be made
     */
    static AbsentDirectory make(File parent, Clock clock) throws IOException {
        SystemCalls calls = new SystemCalls();
        Path named = new File(parent, ".bp-secrets-" + RandomNames.next()).toPath();
        if (!RealPath.isTheJdks(named)) {
            throw new IOException("the application has a file system of its own");
        }
        // Nobody else can enter it while it has a name; the name is gone before the mode is opened.
        Files.createDirectory(
                named, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        int number = -1;
        boolean good = false;
        try {
            Object key = key(named);
            number = calls.open(named.toString(), noFollow() | OpenFlags.CLOSE_ON_EXEC, 0);
            Files.delete(named);
            calls.changeMode(number, MODE);
            String path = new File(DESCRIPTORS).getCanonicalPath() + "/" + number;
            if (!key.equals(key(named.getFileSystem().getPath(path)))) {
                throw new IOException(path + " is not what was opened");
            }
            AbsentDirectory made = new AbsentDirectory(calls, number, path, clock);
            good = true;
            return made;
        } finally {
            if (!good) {
                if (number >= 0) {
                    calls.close(number);
                }
                Files.deleteIfExists(named);
            }
        }
    }

    /** The path that the system is handed for it. */
    String path() {
        return path;
    }

    long length() {
        return new File(path).length();
    }

    /**
     * Later than before when a secret has come, changed or gone, and then the system says so too.
     *
     * @return milliseconds since the epoch
     */
    long lastModified(ServedFileSet now) {
        while (true) {
            Seen before = seen.get();
            if (before != null && before.files == now) {
                return before.time;
            }
            Seen next = new Seen(now, time(before, now));
            if (seen.compareAndSet(before, next)) {
                if (before == null || next.time != before.time) {
                    new File(path).setLastModified(next.time);
                }
                return next.time;
            }
        }
    }

    private long time(@Nullable Seen before, ServedFileSet now) {
        if (before == null) {
            return now.lastModified();
        }
        boolean gone = !before.files.without(now).isEmpty();
        if (!gone && now.without(before.files).isEmpty()) {
            return before.time;
        }
        // What is gone has no time. Its end is taken to be now, when it is missed.
        long latest = gone ? clock.currentTimeMillis() : now.lastModified();
        return Math.max(before.time + 1, latest);
    }

    void close() {
        calls.close(number);
    }

    private static Object key(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isDirectory() || attributes.fileKey() == null) {
            throw new IOException(path + " is no directory");
        }
        return attributes.fileKey();
    }

    /** O_NOFOLLOW of this processor, as the JDK itself knows it. */
    private static int noFollow() throws IOException {
        try {
            Field noFollow =
                    Class.forName("sun.nio.fs.UnixConstants", false, null).getDeclaredField("O_NOFOLLOW");
            noFollow.setAccessible(true);
            return noFollow.getInt(null);
        } catch (ReflectiveOperationException e) {
            throw new IOException("this JVM hides how to open a directory", e);
        }
    }

    private static final class Seen {
        final ServedFileSet files;
        final long time;

        Seen(ServedFileSet files, long time) {
            this.files = files;
            this.time = time;
        }
    }
}
