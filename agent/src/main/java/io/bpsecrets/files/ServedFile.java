package io.bpsecrets.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One version of one secret as a file. Put somewhere when it is first touched. Taken away after it has been replaced, or while
 * others need its descriptor; then it is put somewhere again.
 */
final class ServedFile {
    private final String value;
    private final byte[] content;
    private final DescriptorPool pool;
    private volatile long lastModified;
    private volatile DeliveredFile placed;

    /** Guarded by the pool's lock: a thread is about to put it somewhere. */
    private boolean beingPlaced;
    /** Guarded by the pool's lock. */
    private boolean replaced;

    /**
     * @param value the text that the content was made of, to find out whether a new snapshot has the same
     * @param pool where it gets its descriptor, and its time
     */
    ServedFile(String value, byte[] content, DescriptorPool pool) {
        this.value = value;
        this.content = content;
        this.pool = pool;
        this.lastModified = pool.nextTime();
    }

    boolean isMadeOf(String other) {
        return value.equals(other);
    }

    long length() {
        return content.length;
    }

    /** @return milliseconds since the epoch; no other file ever has the same */
    long lastModified() {
        return lastModified;
    }

    /**
     * Where the content can be read, for 200 ms at least.
     *
     * @throws IOException if it could not be put anywhere; the message says why and what to do
     */
    String place() throws IOException {
        return there().place();
    }

    /** The place as a Path of the same file system. */
    Path path(Path asked) throws IOException {
        return there().path(asked);
    }

    /** For Java 8's native archives: it stays there until it is replaced. */
    String archive() throws IOException {
        return pool.pin(this).archive();
    }

    private DeliveredFile there() throws IOException {
        DeliveredFile there = placed;
        if (there == null) {
            return pool.place(this);
        }
        there.use(pool.epoch());
        return there;
    }

    byte[] content() {
        return content;
    }

    /** @return null while it is nowhere */
    DeliveredFile placed() {
        return placed;
    }

    /** With the pool's lock. */
    void placed(DeliveredFile now) {
        placed = now;
    }

    /** With the pool's lock. From now on nobody is handed the place any more, and the next one has another time. */
    void displaced() {
        lastModified = pool.nextTime();
        placed = null;
    }

    boolean isBeingPlaced() {
        return beingPlaced;
    }

    void beingPlaced(boolean now) {
        beingPlaced = now;
    }

    boolean isReplaced() {
        return replaced;
    }

    void replaced() {
        replaced = true;
    }

    /** Without the value. */
    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
