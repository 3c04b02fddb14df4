package io.bpsecrets.files;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Linux: a file on tmpfs that is unlinked before it gets its content, reached by the number of its descriptor in /proc. Nothing with
 * content ever has a name, so nothing is left behind by a kill, and no other user can open it.
 */
final class UnlinkedFiles implements Delivery {
    private static final String DESCRIPTORS = "/proc/self/fd";

    private final File directory;
    /** With the number of the process, as every open would have to find it out again. */
    private final String descriptors;

    private final AtomicLong counter = new AtomicLong(System.nanoTime());

    /** @param directory writable, best on tmpfs */
    UnlinkedFiles(File directory) {
        this.directory = directory;
        this.descriptors = withoutLinks(DESCRIPTORS);
    }

    private static String withoutLinks(String path) {
        try {
            return new File(path).getCanonicalPath();
        } catch (IOException e) {
            return path;
        }
    }

    @Override
    public File directory() {
        return directory;
    }

    /** Never an ancestor of anything, so that a walk that follows links sees no loop. */
    @Override
    public String emptyDirectory() {
        return DESCRIPTORS;
    }

    @Override
    public Parcel deliver(byte[] content, long lastModified) throws IOException {
        File file = new File(directory, ".bp-secrets-" + Long.toHexString(counter.incrementAndGet()));
        // O_EXCL: fails where the name is taken, by whomever and whatever.
        if (!file.createNewFile()) {
            throw new IOException(file + " exists already");
        }
        // Not a FileChannel: an interrupt of the application's thread would close it.
        RandomAccessFile held = null;
        try {
            held = new RandomAccessFile(file, "rw");
            file.setReadable(false, false);
            file.setWritable(false, false);
            file.setReadable(true, true);
        } finally {
            if (!file.delete() && held != null) {
                held.close();
                throw new IOException(file + " cannot be unlinked");
            }
        }
        try {
            String place = descriptors + "/" + number(held.getFD());
            held.write(content);
            new File(place).setLastModified(lastModified);
            check(place, content);
            return new Held(held, place);
        } catch (IOException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    /** The agent's module has java.io open to it (HookClass); on Java 8 nothing is closed. */
    private static int number(FileDescriptor descriptor) throws IOException {
        try {
            Field field = FileDescriptor.class.getDeclaredField("fd");
            field.setAccessible(true);
            return field.getInt(descriptor);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException("the number of a file descriptor is hidden on this JVM", e);
        }
    }

    /** Whether what the application will open is what was written: sandboxes have their own ideas of /proc. */
    private static void check(String place, byte[] content) throws IOException {
        byte[] read = new byte[content.length + 1];
        int length = 0;
        try (InputStream in = new FileInputStream(place)) {
            for (int n = in.read(read); n > 0; n = in.read(read, length, read.length - length)) {
                length += n;
            }
        }
        if (!Arrays.equals(content, Arrays.copyOf(read, length))) {
            throw new IOException(place + " does not give back what was written");
        }
    }

    private static final class Held implements Parcel {
        private final RandomAccessFile file;
        private final String place;

        Held(RandomAccessFile file, String place) {
            this.file = file;
            this.place = place;
        }

        @Override
        public String place() {
            return place;
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                // The descriptor is gone either way.
            }
        }
    }
}
