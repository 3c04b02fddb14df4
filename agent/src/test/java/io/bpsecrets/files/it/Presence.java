package io.bpsecrets.files.it;

/** What the disk has where the secrets are served. */
enum Presence {
    /** Nothing. */
    ABSENT("directory absent"),
    /** A real directory with an unmapped file, files that are hidden by secrets, and a sub-directory. */
    PRESENT("directory present"),
    /** The same, and the user may write to it: what is no secret is the disk's business, what is one is not. */
    WRITABLE("directory present and writable");

    private final String text;

    Presence(String text) {
        this.text = text;
    }

    boolean onDisk() {
        return this != ABSENT;
    }

    @Override
    public String toString() {
        return text;
    }
}
