package io.bpsecrets.start;

import io.bpsecrets.config.Settings;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Warns once of settings, credentials and CAs that other users may write: who can write them can choose the server that the service believes. They are checked when
 * Vault is asked for the first time, because a start must not take time for it.
 *
 * <p>No warning for what is usual and safe: a group that this process is in (the service's own, {@code fsGroup} of Kubernetes,
 * {@code supplementalGroups}), the group of root (images of OpenShift), the private group of the file's owner; a folder with the
 * sticky bit (/tmp, the volumes of Kubernetes' secrets), where nobody replaces a file of somebody else; a folder that is a mount
 * of its own (emptyDir is 0777, and nobody but the pod sees it). The owner of a file is trusted. Whether others may read the files is not checked, because secrets of Docker
 * and Kubernetes have mode 0444.
 */
final class OthersMayWrite implements Runnable {
    private static final int KIND = 0170000;
    private static final int REGULAR = 0100000;
    private static final int STICKY = 01000;
    private static final int BY_GROUP = 020;
    private static final int BY_OTHERS = 02;
    private static final int PERMISSIONS = 07777;
    private static final int MOST_LINKS = 40;

    private final Settings settings;
    private final Log log;
    private @Nullable Set<String> groups;

    OthersMayWrite(Settings settings, Log log) {
        this.settings = settings;
        this.log = log;
    }

    /** To be run in a thread that sees the real files. */
    @Override
    public void run() {
        // Windows has no such modes. A file system of the application's own must not be touched here.
        if (File.separatorChar != '/' || System.getProperty("java.nio.file.spi.DefaultFileSystemProvider") != null) {
            return;
        }
        List<String> found = new ArrayList<String>();
        for (Map.Entry<String, String> file : settings.files().entrySet()) {
            String how = how(file.getValue());
            if (how != null) {
                found.add(file.getKey() + " " + Redaction.file(file.getValue()) + " (" + how + ")");
            }
        }
        if (!found.isEmpty()) {
            log.warn(
                    "other users may write " + String.join(", ", found)
                            + ": they can decide which server is asked and believed; take that right away, for example with chmod go-w");
        }
    }

    /** Null if nobody else may write it, and if that cannot be told. */
    private @Nullable String how(String name) {
        try {
            Path path = new File(name).toPath().toAbsolutePath();
            for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(path); i++) {
                String how = ofFolder(path.getParent());
                if (how != null) {
                    return how;
                }
                path = path.resolveSibling(Files.readSymbolicLink(path));
            }
            Map<String, Object> file = Files.readAttributes(path, "unix:mode,uid,gid");
            if ((number(file, "mode") & KIND) != REGULAR) {
                return null;
            }
            return isOpen(file) ? "mode " + mode(file) : ofFolder(path.getParent());
        } catch (IOException | RuntimeException e) {
            // The file is missing, which another line says, or this system has no such modes.
            return null;
        }
    }

    private @Nullable String ofFolder(@Nullable Path written) throws IOException {
        if (written == null) {
            return null;
        }
        Path folder = written.toRealPath();
        Map<String, Object> one = Files.readAttributes(folder, "unix:mode,uid,gid,dev", LinkOption.NOFOLLOW_LINKS);
        if ((number(one, "mode") & STICKY) != 0 || !isOpen(one) || folder.getParent() == null) {
            return null;
        }
        Map<String, Object> above = Files.readAttributes(folder.getParent(), "unix:dev");
        boolean mount = !Objects.equals(one.get("dev"), above.get("dev"));
        return mount ? null : "its folder has mode " + mode(one);
    }

    private boolean isOpen(Map<String, Object> attributes) {
        int mode = number(attributes, "mode");
        if ((mode & BY_OTHERS) != 0) {
            return true;
        }
        int group = number(attributes, "gid");
        if ((mode & BY_GROUP) == 0 || group == 0 || group == number(attributes, "uid")) {
            return false;
        }
        Set<String> own = groups();
        return !own.isEmpty() && !own.contains(Integer.toString(group));
    }

    private static int number(Map<String, Object> attributes, String name) {
        Object number = attributes.get(name);
        if (number instanceof Number) {
            return ((Number) number).intValue();
        }
        throw new IllegalStateException(name);
    }

    private static String mode(Map<String, Object> attributes) {
        return "0" + Integer.toOctalString(number(attributes, "mode") & PERMISSIONS);
    }

    /** The groups of this process, proc(5). Empty if they are not known: then no line is about a group. */
    private Set<String> groups() {
        if (groups == null) {
            groups = readGroups();
        }
        return groups;
    }

    private static Set<String> readGroups() {
        Set<String> groups = new HashSet<String>();
        byte[] bytes = new byte[8192];
        int length = 0;
        try (InputStream in = new FileInputStream("/proc/self/status")) {
            for (int n = 0; n >= 0 && length < bytes.length; n = in.read(bytes, length, bytes.length - length)) {
                length += n;
            }
        } catch (IOException e) {
            return groups;
        }
        for (String line : new String(bytes, 0, length, StandardCharsets.ISO_8859_1).split("\n")) {
            if (line.startsWith("Gid:") || line.startsWith("Groups:")) {
                groups.addAll(Arrays.asList(
                        line.substring(line.indexOf(':') + 1).trim().split("[ \t]+")));
            }
        }
        return groups;
    }
}
