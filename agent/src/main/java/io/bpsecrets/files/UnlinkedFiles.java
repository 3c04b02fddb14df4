package io.bpsecrets.files;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Linux: a file that has no name. It is opened by the number of its descriptor in /proc. So a kill leaves nothing behind, and no
 * other user can open it at any moment. Only a descriptor that is read-only and close-on-exec stays open.
 */
final class UnlinkedFiles implements Delivery {
    private static final String DESCRIPTORS = "/proc/self/fd";
    private static final int READ_ONLY = 0400;

    private final File directory;
    private final SystemCalls calls;
    private final OpenFlags flags;
    private final boolean neverNamed;
    private final BrieflyNamed briefly;
    /** The directory with the number of the process in it: with "self" each open would follow one more link. */
    private final String descriptors;

    /**
     * @param directory writable, best on tmpfs
     * @param neverNamed false to work without O_TMPFILE, which some file systems do not know
     */
    UnlinkedFiles(File directory, SystemCalls calls, OpenFlags flags, boolean neverNamed) {
        this.directory = directory;
        this.calls = calls;
        this.flags = flags;
        this.neverNamed = neverNamed;
        this.descriptors = withoutLinks(DESCRIPTORS);
        this.briefly = new BrieflyNamed(directory, calls, flags, descriptors);
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

    /** It is the parent of no other directory, so that a walk that follows links finds no loop. */
    @Override
    public String emptyDirectory() {
        return DESCRIPTORS;
    }

    @Override
    public Parcel deliver(byte[] content, long lastModified) throws IOException {
        int written = create();
        int held = -1;
        boolean good = false;
        try {
            // The umask may have taken the owner's own right to read.
            calls.changeMode(written, READ_ONLY);
            // Not a FileChannel: an interrupt of the application's thread would close it.
            FileDescriptor descriptor = calls.descriptor(written);
            try (FileOutputStream out = new FileOutputStream(descriptor)) {
                out.write(content);
                new File(path(written)).setLastModified(lastModified);
                held = calls.open(path(written), OpenFlags.READ | OpenFlags.CLOSE_ON_EXEC, 0);
            } finally {
                written = -1;
            }
            check(held, content);
            Held made = new Held(calls, held, path(held));
            good = true;
            return made;
        } finally {
            if (!good) {
                close(written);
                close(held);
            }
        }
    }

    private String path(int descriptor) {
        return descriptors + "/" + descriptor;
    }

    private void close(int descriptor) {
        if (descriptor >= 0) {
            calls.close(descriptor);
        }
    }

    /** @return the number of a descriptor that can be written through, of an empty file without a name */
    private int create() throws IOException {
        if (neverNamed) {
            try {
                // O_EXCL: it can never be given a name either.
                return calls.open(
                        directory.getPath(),
                        flags.neverNamed() | OpenFlags.EXCLUSIVE | OpenFlags.READ_WRITE | OpenFlags.CLOSE_ON_EXEC,
                        READ_ONLY);
            } catch (SystemCalls.Failed e) {
                if (e.isOutOfDescriptors()) {
                    throw e;
                }
                // The file system or the kernel does not know it; if it is something else, that fails below too.
            }
        }
        return briefly.create();
    }

    /** Checks that what the application will open is what was written: in some sandboxes /proc is another one. */
    private void check(int held, byte[] content) throws IOException {
        byte[] read = new byte[content.length + 1];
        int length = 0;
        int opened = calls.open(path(held), OpenFlags.READ | OpenFlags.CLOSE_ON_EXEC, 0);
        try (InputStream in = new FileInputStream(calls.descriptor(opened))) {
            for (int n = in.read(read); n > 0; n = in.read(read, length, read.length - length)) {
                length += n;
            }
        }
        if (!Arrays.equals(content, Arrays.copyOf(read, length))) {
            throw new IOException(path(held) + " does not give back what was written");
        }
    }

    private static final class Held implements Parcel {
        private final SystemCalls calls;
        private final int descriptor;
        private final String path;
        private final AtomicBoolean closed = new AtomicBoolean();

        Held(SystemCalls calls, int descriptor, String path) {
            this.calls = calls;
            this.descriptor = descriptor;
            this.path = path;
        }

        @Override
        public String path() {
            return path;
        }

        /** Closes only once: after that the number may belong to another file. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                calls.close(descriptor);
            }
        }
    }
}
