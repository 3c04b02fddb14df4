package io.bpsecrets.disk;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file, read once and whole, within bounds. They hold also for a file that grows or is replaced while it is read, because the
 * bytes that are read are counted, and the size that the file had before is not asked.
 *
 * <p>Two waits have no bound. One is open(2) of a pipe that replaces a regular file between the check and the open, because Java has
 * no O_NONBLOCK. The other is a file system that does not answer.
 */
public final class SmallFile implements Runnable {
    /** Vault's own limit for a secret, Kubernetes' for a Secret; CA bundles of distributions have a quarter of it. */
    public static final int MAX_BYTES = 1 << 20;

    /** The longest wait for a pipe. */
    public static final int MAX_PIPE_MILLIS = 2_000;

    private static final String TOO_LARGE = "it is larger than 1 MiB";

    private final File file;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    /** Why the file is not read whole, until it is. Written by the thread that reads. */
    private volatile @Nullable String problem;

    private SmallFile(File file) {
        this.file = file;
    }

    /**
     * A file that must be regular. Links are followed, because Kubernetes mounts secrets as links.
     *
     * @return at most {@link #MAX_BYTES} bytes
     * @throws IOException if it cannot be read whole; its message is the reason alone, without the file's name, for people
     */
    public static byte[] read(File file) throws IOException {
        SmallFile read = new SmallFile(file);
        read.problem = read.kind();
        if (read.problem == null) {
            read.run();
        }
        if (read.problem != null) {
            throw new IOException(read.problem);
        }
        return read.bytes();
    }

    /**
     * The same for a file that may also be a pipe or a device, such as {@code /dev/fd/63}. Of those, what comes within
     * {@link #MAX_PIPE_MILLIS} is read. Never throws.
     *
     * @return has what could be read, {@link #bytes}, and why that is not all, {@link #problem}
     */
    public static SmallFile readOrPipe(File file) {
        SmallFile read = new SmallFile(file);
        if (file.isFile() || !file.exists() || file.isDirectory()) {
            read.problem = read.kind();
            if (read.problem == null) {
                read.run();
            }
        } else {
            read.problem = "it is a pipe or a device that did not end within " + MAX_PIPE_MILLIS / 1000 + " s";
            if (!Pipe.read(read, MAX_PIPE_MILLIS)) {
                read.problem = "it is a pipe, and no thread can be started to read it";
            }
        }
        return read;
    }

    /**
     * The rest of a stream.
     *
     * @throws IOException if it is longer than {@link #MAX_BYTES}
     */
    public static byte[] rest(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
        if (!copy(in, out)) {
            throw new IOException(TOO_LARGE);
        }
        return out.toByteArray();
    }

    /** What could be read; empty if nothing could. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Why {@link #bytes} is not the whole file, for people and without the file's name; null if it is. */
    public @Nullable String problem() {
        return problem;
    }

    /** Reads in the calling thread; not for callers. */
    @Override
    public void run() {
        String found = null;
        try (InputStream in = new FileInputStream(file)) {
            found = copy(in, bytes) ? null : TOO_LARGE;
        } catch (IOException e) {
            found = file.canRead() ? e.getClass().getSimpleName() : "no permission";
        } catch (RuntimeException e) {
            found = e.getClass().getSimpleName();
        }
        problem = found;
    }

    /** @return what is wrong with the kind of the file, null if it is a regular one */
    private @Nullable String kind() {
        if (file.isFile()) {
            return null;
        }
        if (!file.exists()) {
            return "no such file";
        }
        return file.isDirectory()
                ? "it is a directory; name a file"
                : "it is a pipe or a device; name a regular file, or a link to one";
    }

    /** @return false if there is more than fits */
    private static boolean copy(InputStream in, ByteArrayOutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        int left = MAX_BYTES;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, Math.min(n, left));
            left -= n;
            if (left < 0) {
                return false;
            }
        }
        return true;
    }
}
