package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes in as few lines as possible what a new snapshot means to the operator: names and origins, never values. */
final class Report {
    private final Log log;
    private final @Nullable String address;

    /** These are made when the first line of each is needed: a healthy start loads none of them. */
    private @Nullable Outage outage;

    private @Nullable PathTroubleLines troubles;

    private @Nullable RemovalLines removals;

    private @Nullable ImportLines importLines;

    /** @param address null if Vault is not configured */
    Report(Log log, @Nullable String address) {
        this.log = log;
        this.address = address;
    }

    /** @param before null at the first snapshot */
    void snapshot(@Nullable Snapshot before, Snapshot now) {
        outage(now);
        VaultReading reading = now.reading();
        if (reading != null && reading.outage() == null) {
            troubles(now);
            refusalsAndGaps(before, now, reading);
        }
        removals(now);
        imports(now);
        if (before != null) {
            changes(before, now);
        }
        flaws(before, now);
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

    private void outage(Snapshot now) {
        if (outage == null && now.reading() != null && now.reading().outage() != null) {
            outage = new Outage(log, address);
        }
        if (outage != null) {
            outage.snapshot(now);
        }
    }

    private void troubles(Snapshot now) {
        if (troubles == null && now.incomplete()) {
            troubles = new PathTroubleLines(log, address);
        }
        if (troubles != null) {
            troubles.snapshot(now);
        }
    }

    private void imports(Snapshot now) {
        if (!now.importLines().isEmpty()) {
            if (importLines == null) {
                importLines = new ImportLines(log);
            }
            importLines.say(now.importLines());
        }
    }

    private void removals(Snapshot now) {
        for (Entry entry : now.entries()) {
            if (removals == null && entry.removal() != null) {
                removals = new RemovalLines(log, address);
            }
        }
        if (removals != null) {
            removals.snapshot(now);
        }
    }

    /** Paths that are denied, and secrets the user mapped by hand that Vault does not have. */
    private void refusalsAndGaps(@Nullable Snapshot before, Snapshot now, VaultReading reading) {
        TreeSet<String> lines = new TreeSet<String>();
        for (Entry entry : now.entries()) {
            Outcome outcome = entry.vaultOutcome();
            if (outcome != null && (outcome.isAbsent() || outcome == Outcome.REFUSED) && entry.removal() == null) {
                Entry last = before == null ? null : before.get(entry.secret().name());
                boolean isNew = last == null || last.vaultOutcome() != outcome || last.removal() != null;
                boolean matters = outcome.needsFix()
                        || outcome == Outcome.DELETED
                        || entry.secret().explicit();
                if (isNew && matters) {
                    lines.add(NameList.shown(entry.secret().name()) + " (" + entry.saidByVault(address) + "; "
                            + elsewhere(entry) + ")");
                }
            }
        }
        for (PathAnswer answer : reading.said()) {
            boolean isRefused = answer.outcome() == Outcome.DENIED || answer.outcome() == Outcome.REFUSED;
            if (before == null && isRefused && mappedByImportOnly(now, answer)) {
                lines.add(answer.detail());
            }
        }
        foldersThatAreDenied(before, reading, lines);
        if (!lines.isEmpty()) {
            log.warn("not from Vault at " + address + ": " + NameList.list(lines));
        }
    }

    /** If a folder may not be listed any more, then its new secrets are not found, although those that are known are still read. */
    private static void foldersThatAreDenied(@Nullable Snapshot before, VaultReading reading, TreeSet<String> lines) {
        for (Map.Entry<SecretPath, PathAnswer> folder : reading.folders().entrySet()) {
            boolean wasFine = before != null
                    && before.reading() != null
                    && !before.reading().folders().containsKey(folder.getKey());
            if (wasFine && folder.getValue().outcome() == Outcome.DENIED) {
                lines.add(folder.getValue().detail());
            }
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

    /** One line for each name; one for all of them together if so many change in the same way that nobody would read them. */
    private void changes(Snapshot before, Snapshot now) {
        Map<String, TreeSet<String>> ways = null;
        for (Entry entry : now.entries()) {
            Entry last = before.get(entry.secret().name());
            String was = last == null ? null : last.value();
            if (entry.value() == null ? was != null : !entry.value().equals(was)) {
                if (ways == null) {
                    ways = new TreeMap<String, TreeSet<String>>();
                }
                String way = origin(last) + " -> " + origin(entry);
                if (!ways.containsKey(way)) {
                    ways.put(way, new TreeSet<String>());
                }
                ways.get(way).add(NameList.shown(entry.secret().name()));
            }
        }
        if (ways != null) {
            for (Map.Entry<String, TreeSet<String>> way : ways.entrySet()) {
                changed(way.getKey(), way.getValue());
            }
        }
    }

    private void changed(String way, TreeSet<String> names) {
        if (names.size() > NameList.IN_A_LINE) {
            log.info(names.size() + " names changed: " + way + ": " + NameList.list(names));
            return;
        }
        for (String name : names) {
            log.info(name + " changed: " + way);
        }
    }

    /** Values that getenv cannot answer. That a value is no base64 is logged when its file is read. */
    private void flaws(@Nullable Snapshot before, Snapshot now) {
        for (Entry entry : now.entries()) {
            Entry last = before == null ? null : before.get(entry.secret().name());
            String flaw = entry.flaw();
            Source source = entry.source();
            if (flaw != null && source != null && (last == null || !flaw.equals(last.flaw()))) {
                log.warn("getenv does not answer " + entry.secret().name() + " from " + source.word() + ": " + flaw);
            }
        }
    }

    private static String elsewhere(Entry entry) {
        return entry.source() == null ? "no other source has it" : "served from " + origin(entry);
    }

    private static String origin(@Nullable Entry entry) {
        if (entry == null || entry.source() == null) {
            return "nowhere";
        }
        return entry.source().word() + (entry.version() == null ? "" : " version " + entry.version());
    }
}
