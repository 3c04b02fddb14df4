package io.bpsecrets.files;

import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a secrets directory that is not on the disk is for the system: an empty directory of its own, mode 0555, without a
 * name, reached by the number of its descriptor in /proc. Its time is that of the last change of a secret. The descriptor is
 * read-only and close-on-exec, and stays open to the end of the JVM: a program may be about to open it.
 */
final class AbsentDirectory {
    private static final String DESCRIPTORS = "/proc/self/fd";
    private static final String DISPATCHER = "sun.nio.fs.UnixNativeDispatcher";
    /** O_CLOEXEC of Linux, asm-generic/fcntl.h: the same on all machines that a JDK of today runs on but SPARC. */
    private static final int CLOSE_ON_EXEC = 0x80000;

    private static final int MODE = 0555;
    private static final int RANDOM_LONGS = 2;

    private final int number;
    private final String place;
    private final AtomicReference<Seen> seen = new AtomicReference<Seen>();

    private AbsentDirectory(int number, String place) {
        this.number = number;
        this.place = place;
    }

    /**
     * @param parent writable, best on tmpfs
     * @throws IOException where it cannot be made
     */
    static AbsentDirectory make(File parent) throws IOException {
        Path named = new File(parent, ".bp-secrets-" + unguessable()).toPath();
        if (!RealPath.isTheJdks(named)) {
            throw new IOException("the application has a file system of its own");
        }
        // Nobody else can enter it while it has a name; the name is gone before the mode is opened.
        Files.createDirectory(
                named, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        int number = -1;
        try {
            Object key = key(named);
            number = open(named);
            Files.delete(named);
            call("fchmod", new Class<?>[] {int.class, int.class}, number, MODE);
            String place = new File(DESCRIPTORS).getCanonicalPath() + "/" + number;
            if (!key.equals(key(named.getFileSystem().getPath(place)))) {
                throw new IOException(place + " is not what was opened");
            }
            return new AbsentDirectory(number, place);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(named);
            close(number);
            throw e;
        }
    }

    String place() {
        return place;
    }

    long length() {
        return new File(place).length();
    }

    /**
     * Later than before when a secret has come, changed or gone, and then the system says so too.
     *
     * @return milliseconds since the epoch
     */
    long lastModified(Served now) {
        while (true) {
            Seen before = seen.get();
            if (before != null && before.served == now) {
                return before.time;
            }
            Seen next = new Seen(now, time(before, now));
            if (seen.compareAndSet(before, next)) {
                if (before == null || next.time != before.time) {
                    new File(place).setLastModified(next.time);
                }
                return next.time;
            }
        }
    }

    private static long time(Seen before, Served now) {
        if (before == null) {
            return now.lastModified();
        }
        boolean gone = !before.served.without(now).isEmpty();
        if (!gone && now.without(before.served).isEmpty()) {
            return before.time;
        }
        // What is gone has no time: that of its end is when it is missed.
        long latest = gone ? System.currentTimeMillis() : now.lastModified();
        return Math.max(before.time + 1, latest);
    }

    void close() {
        close(number);
    }

    private static Object key(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isDirectory() || attributes.fileKey() == null) {
            throw new IOException(path + " is no directory");
        }
        return attributes.fileKey();
    }

    private static String unguessable() throws IOException {
        StringBuilder name = new StringBuilder();
        // Not SecureRandom, which loads the security providers.
        try (DataInputStream random = new DataInputStream(new FileInputStream("/dev/urandom"))) {
            for (int i = 0; i < RANDOM_LONGS; i++) {
                name.append(Long.toHexString(random.readLong()));
            }
        }
        return name.toString();
    }

    /** Java's own ways to open leave the descriptor to every native child, or open no directory. */
    private static int open(Path directory) throws IOException {
        try {
            Field noFollow =
                    Class.forName("sun.nio.fs.UnixConstants", false, null).getDeclaredField("O_NOFOLLOW");
            noFollow.setAccessible(true);
            int flags = noFollow.getInt(null) | CLOSE_ON_EXEC;
            Class<?>[] types = {directory.getClass(), int.class, int.class};
            return (Integer) call("open", types, directory, flags, 0);
        } catch (ReflectiveOperationException e) {
            throw new IOException("this JVM hides how to open a directory", e);
        }
    }

    private static void close(int number) {
        if (number >= 0) {
            try {
                call("close", new Class<?>[] {int.class}, number);
            } catch (IOException e) {
                // The descriptor is gone either way.
                return;
            }
        }
    }

    /** HookClass has opened the package to us. */
    private static Object call(String name, Class<?>[] types, Object... arguments) throws IOException {
        try {
            Method method = Class.forName(DISPATCHER, false, null).getDeclaredMethod(name, types);
            method.setAccessible(true);
            return method.invoke(null, arguments);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException("this JVM hides " + DISPATCHER + "." + name + ", or the system refused it", e);
        }
    }

    private static final class Seen {
        final Served served;
        final long time;

        Seen(Served served, long time) {
            this.served = served;
            this.time = time;
        }
    }
}
