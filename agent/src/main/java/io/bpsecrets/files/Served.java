package io.bpsecrets.files;

import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.Source;
import io.bpsecrets.log.Log;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of one snapshot, by file name. */
final class Served {
    /** As DockerSecrets reads, and Vault's own limit for a secret. */
    private static final int MAX_BYTES = 1 << 20;

    private final Snapshot snapshot;
    private final Map<String, ServedFile> files;

    private Served(Snapshot snapshot, Map<String, ServedFile> files) {
        this.snapshot = snapshot;
        this.files = files;
    }

    static Served none() {
        return new Served(null, Collections.<String, ServedFile>emptyMap());
    }

    /** Files whose value is the same go on as they are: their descriptor and time do not change. */
    static Served of(Snapshot snapshot, Served before, Delivery delivery, Log log) {
        Map<String, ServedFile> files = new HashMap<String, ServedFile>();
        for (Entry entry : snapshot.entries()) {
            // What Docker has stays the real file, to the byte.
            if (entry.value() != null && entry.source() != Source.DOCKER) {
                String name = entry.secret().fileName();
                ServedFile last = before.files.get(name);
                if (last != null && last.isMadeOf(entry.value())) {
                    files.put(name, last);
                } else {
                    byte[] content = content(entry, log);
                    if (content != null) {
                        long now = System.currentTimeMillis();
                        long later = last == null ? now : Math.max(now, last.lastModified() + 1);
                        files.put(name, new ServedFile(entry.value(), content, later, delivery));
                    }
                }
            }
        }
        return new Served(snapshot, Collections.unmodifiableMap(files));
    }

    boolean isOf(Snapshot other) {
        return snapshot == other;
    }

    /** @return null where no file of this name is served */
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
    List<ServedFile> without(Served next) {
        List<ServedFile> gone = new ArrayList<ServedFile>();
        for (Map.Entry<String, ServedFile> file : files.entrySet()) {
            if (next.files.get(file.getKey()) != file.getValue()) {
                gone.add(file.getValue());
            }
        }
        return gone;
    }

    private static byte[] content(Entry entry, Log log) {
        byte[] content = entry.value().getBytes(StandardCharsets.UTF_8);
        if (entry.secret().base64()) {
            try {
                content = Base64.getMimeDecoder().decode(content);
            } catch (IllegalArgumentException e) {
                log.error(entry.secret().name() + " is not base64, as encoding."
                        + entry.secret().name() + " says; it is not served as a file");
                return null;
            }
        }
        if (content.length > MAX_BYTES) {
            log.error(entry.secret().name() + " is larger than 1 MiB; it is not served as a file");
            return null;
        }
        return content;
    }
}
