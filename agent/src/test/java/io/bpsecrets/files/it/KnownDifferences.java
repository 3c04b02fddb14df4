package io.bpsecrets.files.it;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where a served file rightly answers otherwise than a real one, and why. Whatever is not named here must be equal. */
enum KnownDifferences {
    NO_LINK(
            "attributes\\.unix:nlink",
            "0",
            "the file that holds the bytes has no name on any disk, so that nothing is left behind by kill -9"),
    STORE(
            "views\\.getFileStore of the directory is the file's",
            "false",
            "the bytes are in memory, also where the directory is on a disk"),
    DISK_IS_WRITABLE(
            "Files\\.isWritable directory|File\\.directory canWrite",
            "true",
            Presence.WRITABLE,
            "the real directory is; a read-only mount is not"),
    DISK_IS_WRITTEN(
            "(write|after)\\..*(of a new name|of the directory|createTemp.*|new name is absent|names|contents)",
            ".*",
            Presence.WRITABLE,
            "what is no secret is the disk's business, and this one lets itself be changed"),
    DELETED_BY_CLOSE(
            "write\\.newByteChannel DELETE_ON_CLOSE",
            "refused, content kept",
            "a read-only mount opens the file and keeps it; we say at once that it will not be deleted"),
    PARENT_LISTED(
            "listing\\.File\\.list of the parent shows the directory",
            "false",
            Presence.ABSENT,
            "a limit: the listing of the parent is the disk's"),
    PARENT_WALKED(
            "walk\\.Files\\.walk from the parent reaches the secrets",
            "false",
            Presence.ABSENT,
            "a limit: the same for a walk"),
    LINK_TO_A_SECRET(
            "paths\\.link to a secret, .*",
            Disk.ANSWERS,
            "a limit: a link elsewhere is resolved by the kernel, which knows nothing of the served file"),
    LINK_TO_THE_DIRECTORY(
            "paths\\.link to the directory, .*", Disk.ANSWERS, "a limit: the same for a link to the whole directory"),
    DOT_DOT(
            "paths\\.through .*",
            "[0-9a-f]{12}/\\d+|true true",
            "names are taken apart without asking the disk: what stands before .. need not be a directory"),
    OUT_OF_NOTHING(
            "present\\.out of the sub-directory, .*",
            "[0-9a-f]{12}/\\d+|\\d+|true \\d+ true|r-------- \\w+ \\d+",
            Presence.ABSENT,
            "the same for a sub-directory that is not there"),
    BELOW_A_SECRET(
            "paths\\.below a file, (FileInputStream|Files.readAllBytes)",
            ".*(No such file|NoSuchFile).*",
            Presence.ABSENT,
            "the error for a name below a secret is 'no such file', not 'not a directory'"),
    NOTE(
            "write\\.UserDefinedFileAttributeView\\.write",
            "done, content kept",
            "a limit, for root only: a note beside the content is written where the kernel has such on memory files"),
    COPY_ONTO_ITSELF(
            "copy\\.Files\\.copy of a file onto itself",
            ".*AccessDeniedException.*bp-secrets",
            "the JDK does nothing for one and the same file; we refuse every copy onto a secret"),
    TYPE_BY_NATIVE_CODE(
            "Files\\.probeContentType .*",
            "null",
            "Java 8 asks a native library for the type of a file; it sees the disk") {
        @Override
        boolean on(Case of) {
            return of.jdk().major() == 8;
        }
    };

    private final Pattern checks;
    private final Pattern answer;
    private final Presence only;
    private final String reason;

    /** @param answer what is served instead, a pattern */
    KnownDifferences(String checks, String answer, String reason) {
        this(checks, answer, null, reason);
    }

    /** @param only null for both */
    KnownDifferences(String checks, String answer, Presence only, String reason) {
        this.checks = Pattern.compile(checks);
        this.answer = Pattern.compile(answer);
        this.only = only;
        this.reason = reason;
    }

    boolean on(Case of) {
        return only == null || only == of.presence();
    }

    /** What the disk may say of a link: the hidden file's 21 bytes, or nothing. */
    private static final class Disk {
        static final String ANSWERS = "[0-9a-f]{12}/21|false|.*(No such file|NoSuchFile).*";

        private Disk() {}
    }

    /** For people. */
    String reason() {
        return reason;
    }

    private static KnownDifferences of(String check, Case of) {
        for (KnownDifferences difference : values()) {
            if (difference.checks.matcher(check).matches() && difference.on(of)) {
                return difference;
            }
        }
        return null;
    }

    /** One text for each check whose answer is neither the real one nor the known other one; in the order of the checks. */
    static List<String> unexplained(Map<String, String> real, Map<String, String> served, Case of) {
        LinkedHashSet<String> checks = new LinkedHashSet<>(real.keySet());
        checks.addAll(served.keySet());
        List<String> found = new ArrayList<>();
        for (String check : checks) {
            String expected = real.get(check);
            String got = served.get(check);
            KnownDifferences known = of(check, of);
            boolean equal = expected != null && expected.equals(got);
            boolean fine = equal
                    || known != null && got != null && known.answer.matcher(got).matches();
            if (!fine) {
                found.add(check + ": real " + expected + ", served " + got);
            }
        }
        return found;
    }
}
