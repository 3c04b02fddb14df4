package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Says in as few lines as possible what a new snapshot means to the operator; names and places, never values. */
final class Report {
    private final Log log;
    private final String address;
    private final Outage outage;

    /** @param address null where Vault is not configured */
    Report(Log log, String address) {
        this.log = log;
        this.address = address;
        this.outage = new Outage(log, address);
    }

    /** @param before null at the first snapshot */
    void snapshot(Snapshot before, Snapshot now) {
        outage.snapshot(now);
        if (now.reading() != null && now.reading().fault() == null) {
            faultsAndGaps(before, now);
        }
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
                lines.add(
                        Names.shown(entry.secret().name()) + " (" + vaultSteps(entry) + "; " + elsewhere(entry) + ")");
            }
        }
        for (PathAnswer answer : now.reading().answers().values()) {
            if (before == null && answer.outcome().isFault() && mappedByImportOnly(now, answer)) {
                lines.add(answer.detail());
            }
        }
        if (!lines.isEmpty()) {
            log.warn("not from Vault at " + address + ": " + Names.list(lines));
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
                log.info(Names.shown(entry.secret().name()) + " changed: " + origin(last) + " -> " + origin(entry));
            }
        }
    }

    /** Values that getenv cannot answer; a base64 one that is none is said when its file is read. */
    private void flaws(Snapshot before, Snapshot now) {
        for (Entry entry : now.entries()) {
            Entry last = before == null ? null : before.get(entry.secret().name());
            if (entry.flaw() != null && (last == null || !entry.flaw().equals(last.flaw()))) {
                log.warn("getenv does not answer " + entry.secret().name() + " from "
                        + entry.source().word() + ": " + entry.flaw());
            }
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
}
