package io.bpsecrets.chain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts about required secrets that no source has. */
public final class NotFoundText {
    private NotFoundText() {}

    /** For the read of a required name. */
    public static RuntimeException exception(Entry entry) {
        return new SecretNotFoundException(entry);
    }

    /**
     * One block for a start that is stopped: that there is no credential for Vault, and each missing name with what every source said.
     * Null if nothing is missing.
     */
    public static @Nullable String block(Snapshot snapshot) {
        List<String> lines = new ArrayList<String>();
        for (Entry entry : snapshot.entries()) {
            if (entry.secret().required() && entry.variable() == null) {
                lines.add(entry.secret().name() + ": " + entry.reasons());
            }
        }
        Collections.sort(lines);
        String missing = "required secrets were not found:\n" + String.join("\n", lines);
        VaultReading reading = snapshot.reading();
        if (reading == null || reading.outageOutcome() != Outcome.NO_CREDENTIAL) {
            return lines.isEmpty() ? null : missing;
        }
        String credential = "no credential for Vault was found:\n" + reading.outage();
        return lines.isEmpty() ? credential : credential + "\n" + missing;
    }
}
