package io.bpsecrets.files;

import java.nio.file.Path;

/** A served file that is open somewhere: what its readers are handed. Made again, it is another object. */
final class DeliveredFile {
    private final ServedFile file;
    private final Delivery.Parcel parcel;
    private final String place;
    private final int serial;
    /** Written without order, as it only tells who is least likely to be missed. */
    private int used;

    private volatile Path path;
    /** Guarded by the pool's lock: an archive that Java 8 keeps open. */
    private boolean pinned;
    /** Guarded by the pool's lock: of {@link System#nanoTime}, if its version has been replaced. */
    private long replacedAt;

    /** @param serial another one for each, and growing */
    DeliveredFile(ServedFile file, Delivery.Parcel parcel, int serial) {
        this.file = file;
        this.parcel = parcel;
        this.place = parcel.place();
        this.serial = serial;
        this.used = serial;
    }

    ServedFile file() {
        return file;
    }

    String place() {
        return place;
    }

    /** The place as a Path of the same file system; one object for as long as it is there, as NIO caches by identity. */
    Path path(Path asked) {
        Path known = path;
        if (known == null || known.getFileSystem() != asked.getFileSystem()) {
            known = asked.getFileSystem().getPath(place);
            path = known;
        }
        return known;
    }

    /**
     * The place by a name that no other file ever has. Java 8 finds archives that are open by name and time, and the time may
     * be one of whole seconds.
     */
    String archive() {
        int slash = place.lastIndexOf('/');
        String directory = place.substring(0, slash);
        String again = ".." + directory.substring(directory.lastIndexOf('/')) + "/";
        StringBuilder name = new StringBuilder(directory).append('/');
        for (int bits = serial; bits != 0; bits >>>= 1) {
            name.append((bits & 1) == 0 ? "./" : again);
        }
        return name.append(place, slash + 1, place.length()).toString();
    }

    /** Nearly free: it is on the way of each read. */
    void use(int epoch) {
        if (used != epoch) {
            used = epoch;
        }
    }

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

    void replaced(long nanoTime) {
        replacedAt = nanoTime;
    }

    void close() {
        parcel.close();
    }
}
