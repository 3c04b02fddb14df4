package io.bpsecrets.files;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells whether a directory is in memory, from /proc/self/mountinfo: proc(5). */
final class MountTable {
    private static final String MOUNTS = "/proc/self/mountinfo";
    private static final int MOUNT_POINT = 4;

    private MountTable() {}

    /** @return the type of the file system if it is not one in memory, such as "ext4"; null if it is, or cannot be told */
    static @Nullable String disk(File directory) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(new FileInputStream(MOUNTS), StandardCharsets.UTF_8))) {
            String type = type(in, directory.getCanonicalPath());
            return type == null || type.equals("tmpfs") || type.equals("ramfs") ? null : type;
        } catch (IOException e) {
            return null;
        }
    }

    /** The type of the innermost mount. If several are mounted on one directory, it is the last. */
    static @Nullable String type(BufferedReader mounts, String directory) throws IOException {
        String type = null;
        int longest = 0;
        for (String line = mounts.readLine(); line != null; line = mounts.readLine()) {
            String[] fields = line.split(" ");
            int dash = line.indexOf(" - ");
            if (dash < 0 || fields.length <= MOUNT_POINT) {
                continue;
            }
            String at = fields[MOUNT_POINT].replace("\\040", " ");
            boolean holds = at.equals("/") || directory.equals(at) || directory.startsWith(at + "/");
            if (holds && at.length() >= longest) {
                longest = at.length();
                type = line.substring(dash + 3).split(" ")[0];
            }
        }
        return type;
    }
}
