package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Says in as few lines as possible what a new snapshot means to the operator; names and places, never values. */
final class Report {
    /** Longer lists are cut: a line must stay one that is read. */
    private static final int NAMES_IN_A_LINE = 12;

    private final Log log;
    private final String address;
    private final boolean refreshes;

    /** @param address null where Vault is not configured */
    Report(Log log, String address, boolean refreshes) {
        this.log = log;
        this.address = address;
        this.refreshes = refreshes;
    }

    /** @param before null at the first snapshot */
    void snapshot(Snapshot before, Snapshot now) {
        String fault = now.reading() == null ? null : now.reading().fault();
        String faultBefore = before == null || before.reading() == null
                ? null
                : before.reading().fault();
        if (fault != null && faultBefore == null) {
            log.warn("Vault at " + address + ": " + fault + "; served instead: " + servedInstead(now)
                    + (refreshes ? "; asking again in the background" : ""));
        } else if (fault == null && faultBefore != null) {
            log.info("Vault at " + address + " answers again");
        }
        if (fault == null && now.reading() != null) {
            faultsAndGaps(before, now);
        }
        if (before != null) {
            changes(before, now);
        }
        if (log.shows(Log.Level.DEBUG)) {
            TreeSet<String> lines = new TreeSet<String>();
            for (Entry entry : now.entries()) {
                lines.add(entry + (entry.source() == null ? ": " + String.join("; ", entry.steps()) : ""));
            }
            for (String line : lines) {
                log.debug(line);
            }
        }
    }

    /** Paths that are denied or misconfigured, and secrets the user mapped by hand that Vault does not have. */
    private void faultsAndGaps(Snapshot before, Snapshot now) {
        TreeSet<String> lines = new TreeSet<String>();
        for (Entry entry : now.entries()) {
            Outcome outcome = entry.vaultOutcome();
            Entry last = before == null ? null : before.get(entry.secret().name());
            boolean isNew = last == null || last.vaultOutcome() != outcome;
            boolean matters = outcome != null
                    && outcome != Outcome.FOUND
                    && (outcome.isFault()
                            || outcome == Outcome.DELETED
                            || entry.secret().explicit());
            if (isNew && matters) {
                lines.add(entry.secret().name() + " (" + vaultSteps(entry) + "; " + elsewhere(entry) + ")");
            }
        }
        for (PathAnswer answer : now.reading().answers().values()) {
            if (before == null && answer.outcome().isFault() && mappedByImportOnly(now, answer)) {
                lines.add(answer.detail());
            }
        }
        if (!lines.isEmpty()) {
            log.warn("not from Vault at " + address + ": " + list(lines));
        }
    }

    private boolean mappedByImportOnly(Snapshot now, PathAnswer answer) {
        for (Entry entry : now.entries()) {
            if (entry.steps().contains(VaultStep.prefix(address) + answer.detail())) {
                return false;
            }
        }
        return true;
    }

    private void changes(Snapshot before, Snapshot now) {
        for (Entry entry : now.entries()) {
            Entry last = before.get(entry.secret().name());
            String was = last == null ? null : last.value();
            if (entry.value() == null ? was != null : !entry.value().equals(was)) {
                log.info(entry.secret().name() + " changed: " + origin(last) + " -> " + origin(entry));
            }
        }
    }

    private static String servedInstead(Snapshot now) {
        List<String> parts = new ArrayList<String>();
        for (Source source : Source.values()) {
            addNames(parts, (source == Source.VAULT ? "last value from vault" : source.word()) + ": ", now, source);
        }
        addMissing(parts, now);
        return parts.isEmpty() ? "nothing is mapped" : String.join(", ", parts);
    }

    private static void addNames(List<String> parts, String label, Snapshot now, Source source) {
        TreeSet<String> names = new TreeSet<String>();
        for (Entry entry : now.entries()) {
            if (entry.source() == source) {
                names.add(entry.secret().name());
            }
        }
        if (!names.isEmpty()) {
            parts.add(label + list(names));
        }
    }

    /** Names that the user wrote are told, those of the profile are counted: most services read few of them. */
    private static void addMissing(List<String> parts, Snapshot now) {
        TreeSet<String> names = new TreeSet<String>();
        int others = 0;
        for (Entry entry : now.entries()) {
            if (entry.source() == null) {
                if (entry.secret().explicit() || entry.secret().required()) {
                    names.add(entry.secret().name());
                } else {
                    others++;
                }
            }
        }
        if (!names.isEmpty()) {
            parts.add("nothing: " + list(names));
        }
        if (others > 0) {
            parts.add("nothing: " + others + (names.isEmpty() ? "" : " more") + (others == 1 ? " name" : " names"));
        }
    }

    private static String elsewhere(Entry entry) {
        return entry.source() == null ? "no other source has it" : "served from " + origin(entry);
    }

    private String vaultSteps(Entry entry) {
        String prefix = VaultStep.prefix(address);
        List<String> said = new ArrayList<String>();
        for (String step : entry.steps()) {
            if (step.startsWith(prefix)) {
                said.add(step.substring(prefix.length()));
            }
        }
        return String.join(", ", said);
    }

    private static String origin(Entry entry) {
        if (entry == null || entry.source() == null) {
            return "nowhere";
        }
        return entry.source().word() + (entry.version() == null ? "" : " version " + entry.version());
    }

    private static String list(Collection<String> items) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (String item : items) {
            if (count == NAMES_IN_A_LINE) {
                return text + " and " + (items.size() - count) + " more";
            }
            text.append(count++ == 0 ? "" : " ").append(item);
        }
        return text.toString();
    }
}
