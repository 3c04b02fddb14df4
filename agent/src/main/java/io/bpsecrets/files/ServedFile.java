package io.bpsecrets.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/** One version of one secret as a file. Put somewhere when it is first touched, taken away after it has been replaced. */
final class ServedFile {
    private final String value;
    private final byte[] content;
    private final long lastModified;
    private final Delivery delivery;
    private final AtomicReference<Delivery.Parcel> parcel = new AtomicReference<Delivery.Parcel>();
    private volatile Path path;

    /**
     * @param value the text that the content was made of, to find out whether a new snapshot has the same
     * @param lastModified milliseconds since the epoch
     */
    ServedFile(String value, byte[] content, long lastModified, Delivery delivery) {
        this.value = value;
        this.content = content;
        this.lastModified = lastModified;
        this.delivery = delivery;
    }

    boolean isMadeOf(String other) {
        return value.equals(other);
    }

    long length() {
        return content.length;
    }

    long lastModified() {
        return lastModified;
    }

    /** Where the content can be read. Two threads may both put it somewhere; the one that comes second takes its own away. */
    String place() throws IOException {
        Delivery.Parcel there = parcel.get();
        if (there == null) {
            Delivery.Parcel mine = delivery.deliver(content, lastModified);
            if (parcel.compareAndSet(null, mine)) {
                return mine.place();
            }
            mine.close();
            there = parcel.get();
        }
        return there.place();
    }

    /** The place as a Path of the same file system; one object for good, as NIO caches by identity. */
    Path path(Path asked) throws IOException {
        Path known = path;
        if (known == null || known.getFileSystem() != asked.getFileSystem()) {
            known = asked.getFileSystem().getPath(place());
            path = known;
        }
        return known;
    }

    void close() {
        Delivery.Parcel there = parcel.get();
        if (there != null) {
            there.close();
        }
    }

    /** Without the value. */
    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
