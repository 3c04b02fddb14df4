package io.bpsecrets.files;

/** When a delivered file was handed out last. The oldest one leaves first. It does not change while files are sorted by it. */
final class LastUse implements Comparable<LastUse> {
    private final ServedFile file;
    private final int used;

    LastUse(ServedFile file) {
        this.file = file;
        this.used = file.deliveredNow().used();
    }

    ServedFile file() {
        return file;
    }

    /** Serial numbers may overflow. */
    @Override
    public int compareTo(LastUse other) {
        return used - other.used;
    }
}
