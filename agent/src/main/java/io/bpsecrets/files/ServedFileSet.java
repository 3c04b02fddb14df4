package io.bpsecrets.files;

import io.bpsecrets.chain.Base64Text;
import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of one snapshot, by file name. */
final class ServedFileSet {
    /** The most that DockerSecrets reads, and Vault's own limit for a secret. */
    private static final int MAX_BYTES = 1 << 20;

    private final @Nullable Snapshot snapshot;
    private final Map<String, ServedFile> files;
    /** Values that cannot be files, by file name, so that this is said once. Null for a name that is withheld. */
    private final Map<String, @Nullable String> refused;

    private final List<String> complaints;

    private ServedFileSet(
            @Nullable Snapshot snapshot,
            Map<String, ServedFile> files,
            Map<String, @Nullable String> refused,
            List<String> complaints) {
        this.snapshot = snapshot;
        this.files = files;
        this.refused = refused;
        this.complaints = complaints;
    }

    static ServedFileSet none() {
        return new ServedFileSet(
                null,
                Collections.<String, ServedFile>emptyMap(),
                Collections.<String, @Nullable String>emptyMap(),
                Collections.<String>emptyList());
    }

    /**
     * The files of a snapshot. Those whose value is the same as before stay the same objects, so that a new snapshot does not change their
     * descriptor and time.
     */
    static ServedFileSet of(Snapshot snapshot, ServedFileSet before, UniqueTimes times) {
        Map<String, ServedFile> files = new HashMap<String, ServedFile>();
        Map<String, @Nullable String> refused = new HashMap<String, @Nullable String>();
        List<String> complaints = new ArrayList<String>();
        for (Entry entry : snapshot.entries()) {
            String value = entry.value();
            // What Docker has stays the real file, to the byte.
            if (value != null && entry.source() != Source.DOCKER) {
                String name = entry.secret().fileName();
                ServedFile last = before.files.get(name);
                if (last != null && last.isMadeOf(value)) {
                    files.put(name, last);
                } else {
                    byte[] content = content(entry, value, value.equals(before.refused.get(name)), complaints);
                    if (content == null) {
                        refused.put(name, value);
                    } else {
                        files.put(name, new ServedFile(value, content, times.next()));
                    }
                }
            } else if (entry.isWithheld()) {
                refused.put(entry.secret().fileName(), null);
            }
        }
        return new ServedFileSet(snapshot, Collections.unmodifiableMap(files), refused, complaints);
    }

    /** The log lines about values that cannot be files. They are written when this set is what is served. */
    List<String> complaints() {
        return complaints;
    }

    boolean isOf(Snapshot other) {
        return snapshot == other;
    }

    /** False for the set before the first one. */
    boolean isOfOne() {
        return snapshot != null;
    }

    /** True if there is a value for this file that cannot be a file, and if no value may be read. */
    boolean refuses(String fileName) {
        return refused.containsKey(fileName);
    }

    /** @return null if no file of this name is served */
    @Nullable
    ServedFile get(String fileName) {
        return files.get(fileName);
    }

    Set<String> names() {
        return files.keySet();
    }

    long lastModified() {
        long last = 0;
        for (ServedFile file : files.values()) {
            last = Math.max(last, file.lastModified());
        }
        return last;
    }

    /** The files that are served no longer. */
    List<ServedFile> without(ServedFileSet next) {
        List<ServedFile> gone = new ArrayList<ServedFile>();
        for (Map.Entry<String, ServedFile> file : files.entrySet()) {
            if (next.files.get(file.getKey()) != file.getValue()) {
                gone.add(file.getValue());
            }
        }
        return gone;
    }

    /**
     * @param said true if the log has a line about this value already
     * @return null if the value cannot be a file
     */
    private static byte @Nullable [] content(Entry entry, String value, boolean said, List<String> complaints) {
        String why = null;
        byte[] content = value.getBytes(StandardCharsets.UTF_8);
        if (entry.secret().base64()) {
            content = Base64Text.decode(value);
            why = content == null
                    ? "is not base64, as encoding." + entry.secret().name() + " says"
                    : null;
        }
        if (content != null && content.length > MAX_BYTES) {
            why = "is larger than 1 MiB";
        }
        if (why != null && !said) {
            complaints.add(entry.secret().name() + " " + why + "; it is not served as a file");
        }
        return why == null ? content : null;
    }
}
