package io.bpsecrets.files;

import org.jspecify.annotations.Nullable;

/**
 * One version of one secret as a file. {@link DescriptorPool} delivers it when it is first read. After it has been replaced, or while others
 * need its descriptor, it is not delivered any more. If it is read then, it is delivered again.
 */
final class ServedFile {
    private final String value;
    private final byte[] content;
    private volatile long lastModified;
    private volatile @Nullable DeliveredFile delivered;

    /** Guarded by the pool's lock: a thread is about to deliver it. */
    private boolean beingDelivered;
    /** Never false again. */
    private volatile boolean replaced;

    /**
     * @param value the text that the content was made of, to find out whether a new snapshot has the same
     * @param lastModified milliseconds since the epoch, which no other file ever has
     */
    ServedFile(String value, byte[] content, long lastModified) {
        this.value = value;
        this.content = content;
        this.lastModified = lastModified;
    }

    boolean isMadeOf(String other) {
        return value.equals(other);
    }

    /** Bytes. */
    long length() {
        return content.length;
    }

    /** Milliseconds since the epoch. No other file ever has the same. */
    long lastModified() {
        return lastModified;
    }

    byte[] content() {
        return content;
    }

    /** @return null if it is not delivered now */
    @Nullable
    DeliveredFile delivered() {
        return delivered;
    }

    /** @throws IllegalStateException if it is not delivered now */
    DeliveredFile deliveredNow() {
        DeliveredFile known = delivered;
        if (known == null) {
            throw new IllegalStateException("not delivered");
        }
        return known;
    }

    /** With the pool's lock. */
    void delivered(DeliveredFile now) {
        delivered = now;
    }

    /**
     * With the pool's lock: from now on nobody is handed the delivered path any more.
     *
     * @param nextModified the time that it has when it is delivered again
     * @return what was delivered
     * @throws IllegalStateException if it is not delivered now
     */
    DeliveredFile withdraw(long nextModified) {
        DeliveredFile last = deliveredNow();
        lastModified = nextModified;
        delivered = null;
        return last;
    }

    boolean isBeingDelivered() {
        return beingDelivered;
    }

    void beingDelivered(boolean now) {
        beingDelivered = now;
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
