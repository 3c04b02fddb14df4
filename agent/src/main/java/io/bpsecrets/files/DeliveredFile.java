package io.bpsecrets.files;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A served file that is open. Its readers are handed its delivered path. If the file is delivered again, it is another object. */
final class DeliveredFile {
    private final Delivery.Parcel parcel;
    private final String path;
    private final int serial;
    /** Written without order, because it only tells which file is least likely to be missed. */
    private int used;

    /** Null before NIO asked for it. */
    private volatile @Nullable Path pathOfNio;
    /** Guarded by the pool's lock: Java 8 has opened it as an archive. */
    private boolean pinned;
    /** Guarded by the pool's lock: the time of the clock's nanoTime when its version was replaced, or when it was delivered. */
    private long replacedAt;

    /** @param serial a number that grows with each delivery */
    DeliveredFile(Delivery.Parcel parcel, int serial) {
        this.parcel = parcel;
        this.path = parcel.path();
        this.serial = serial;
        this.used = serial;
    }

    String path() {
        return path;
    }

    /**
     * The delivered path for NIO. It is one object for as long as the file is delivered, because NIO caches by identity.
     *
     * @param asked a path of the file system that the answer is to be of
     */
    Path path(Path asked) {
        Path known = pathOfNio;
        if (known == null || known.getFileSystem() != asked.getFileSystem()) {
            known = asked.getFileSystem().getPath(path);
            pathOfNio = known;
        }
        return known;
    }

    /**
     * The delivered path in words that no other file ever has. Java 8 finds archives that are open by path and time, and the time may
     * be one of whole seconds.
     */
    String archivePath() {
        int slash = path.lastIndexOf('/');
        String directory = path.substring(0, slash);
        String again = ".." + directory.substring(directory.lastIndexOf('/')) + "/";
        StringBuilder name = new StringBuilder(directory).append('/');
        for (int bits = serial; bits != 0; bits >>>= 1) {
            name.append((bits & 1) == 0 ? "./" : again);
        }
        return name.append(path, slash + 1, path.length()).toString();
    }

    /** Nearly free, because each read does it. */
    void use(int lastSerial) {
        if (used != lastSerial) {
            used = lastSerial;
        }
    }

    /** The serial number of the last delivery before its last use. */
    int used() {
        return used;
    }

    boolean isPinned() {
        return pinned;
    }

    void pin() {
        pinned = true;
    }

    long replacedAt() {
        return replacedAt;
    }

    void replacedAt(long nanoTime) {
        replacedAt = nanoTime;
    }

    void close() {
        parcel.close();
    }
}
