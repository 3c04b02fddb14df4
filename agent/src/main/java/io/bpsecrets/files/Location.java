package io.bpsecrets.files;

import java.io.File;

/** A secrets directory, or a name right in one. */
final class Location {
    private final File directory;
    private final String realDirectory;
    private final String name;

    /** @param name null for the directory itself */
    Location(File directory, String realDirectory, String name) {
        this.directory = directory;
        this.realDirectory = realDirectory;
        this.name = name;
    }

    boolean isDirectory() {
        return name == null;
    }

    File directory() {
        return directory;
    }

    /** @return null for the directory itself */
    String name() {
        return name;
    }

    /** Without symbolic links. */
    String realPath() {
        String parent = realDirectory.equals("/") ? "" : realDirectory;
        return name == null ? realDirectory : parent + "/" + name;
    }
}
