package io.bpsecrets.chain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is said of required secrets that no source has. */
public final class NotFound {
    private NotFound() {}

    /** For the read of a required name. */
    public static RuntimeException exception(Entry entry) {
        return new SecretNotFoundException(entry);
    }

    /** One block for a start that is stopped: each missing name with what every source said. Null where none is missing. */
    public static String block(Snapshot snapshot) {
        List<String> lines = new ArrayList<String>();
        for (Entry entry : snapshot.entries()) {
            if (entry.secret().required() && entry.value() == null) {
                lines.add(entry.secret().name() + ": " + String.join("; ", entry.steps()));
            }
        }
        if (lines.isEmpty()) {
            return null;
        }
        Collections.sort(lines);
        return "required secrets were not found:\n" + String.join("\n", lines);
    }
}
