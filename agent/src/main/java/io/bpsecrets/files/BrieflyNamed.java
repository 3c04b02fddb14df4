package io.bpsecrets.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Map;

/**
 * For file systems that do not know O_TMPFILE: an empty file in a directory that only the owner may enter; both lose their
 * names before there is content. The directory above may be /tmp, where others see every name as soon as it is made.
 */
final class BrieflyNamed {
    private static final int ONLY_OWNER = 0700;
    private static final int OTHERS = 077;
    private static final int READ_ONLY = 0400;
    /** How often a new name is tried. No name of 128 random bits is taken by chance, but a file system may refuse names again and again. */
    private static final int MAX_NAMES = 16;

    private final File above;
    private final SystemCalls calls;
    private final OpenFlags flags;
    private final String descriptors;

    /** @param descriptors the directory of this process's descriptors in /proc */
    BrieflyNamed(File above, SystemCalls calls, OpenFlags flags, String descriptors) {
        this.above = above;
        this.calls = calls;
        this.flags = flags;
        this.descriptors = descriptors;
    }

    /** @return the number of a descriptor that can be written through, of an empty file that has no name any more */
    int create() throws IOException {
        String directory = makeDirectory();
        try {
            int inside = calls.open(
                    directory, OpenFlags.PATH | flags.directory() | flags.noFollow() | OpenFlags.CLOSE_ON_EXEC, 0);
            try {
                return createIn(descriptors + "/" + inside);
            } finally {
                calls.close(inside);
            }
        } finally {
            remove(directory);
        }
    }

    private String makeDirectory() throws IOException {
        for (int i = 1; ; i++) {
            String directory = new File(above, ".bp-secrets-" + RandomNames.next()).getPath();
            try {
                calls.makeDirectory(directory, ONLY_OWNER);
                return directory;
            } catch (SystemCalls.Failed e) {
                if (i == MAX_NAMES || !e.isNameTaken()) {
                    throw e;
                }
            }
        }
    }

    /**
     * @param directory by its descriptor: its name may lead elsewhere by now, if the directory above lets others rename what is
     *     not theirs
     */
    private int createIn(String directory) throws IOException {
        Map<String, Object> ours = attributes(directory);
        int mode = (Integer) attribute(ours, "mode");
        if ((mode & OTHERS) != 0 || !attribute(ours, "dev").equals(attribute(attributes(above.getPath()), "dev"))) {
            throw new IOException(above + ": another user has replaced a directory of ours");
        }
        if ((mode & ONLY_OWNER) != ONLY_OWNER) {
            // The umask has removed some of the owner's rights.
            calls.changeMode(directory, ONLY_OWNER);
        }
        String name = directory + "/" + RandomNames.next();
        int flagsOfNew = OpenFlags.CREATE | OpenFlags.EXCLUSIVE | flags.noFollow();
        int made = calls.open(name, flagsOfNew | OpenFlags.READ_WRITE | OpenFlags.CLOSE_ON_EXEC, READ_ONLY);
        boolean good = false;
        try {
            calls.unlink(name);
            Map<String, Object> file = attributes(descriptors + "/" + made);
            // NFS only renames a file that is open. Such a file still has a name.
            if (!attribute(file, "uid").equals(attribute(ours, "uid"))
                    || !attribute(file, "nlink").equals(0)) {
                throw new IOException(above + ": a file keeps its name, or belongs to another user");
            }
            good = true;
            return made;
        } finally {
            if (!good) {
                calls.close(made);
            }
        }
    }

    private static Map<String, Object> attributes(String path) throws IOException {
        return Files.readAttributes(Paths.get(path), "unix:mode,uid,dev,nlink");
    }

    private static Object attribute(Map<String, Object> attributes, String name) throws IOException {
        Object value = attributes.get(name);
        if (value == null) {
            throw new IOException("the system does not tell the attribute " + name);
        }
        return value;
    }

    private void remove(String directory) {
        try {
            calls.removeDirectory(directory);
        } catch (IOException e) {
            // Renamed by another user; it is empty.
            return;
        }
    }
}
