package io.bpsecrets.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What is served instead while Vault gives no answer: the names that are concerned, source by source, and those that have no value. */
final class OutageText {
    private OutageText() {}

    static String text(Snapshot now) {
        List<String> parts = new ArrayList<String>();
        for (Source source : Source.values()) {
            addNames(parts, (source == Source.VAULT ? lastValue(now) : source.word()) + ": ", now, source);
        }
        addMissing(parts, now);
        if (parts.isEmpty()) {
            return now.entries().isEmpty()
                    ? "no value, because no name is known yet"
                    : "no other value, because no known name waits for Vault";
        }
        return String.join(", ", parts);
    }

    private static void addNames(List<String> parts, String label, Snapshot now, Source source) {
        TreeSet<String> names = new TreeSet<String>();
        for (Entry entry : now.entries()) {
            if (entry.source() == source && isInTrouble(entry)) {
                names.add(entry.secret().name());
            }
        }
        if (!names.isEmpty()) {
            parts.add(label + NameList.list(names));
        }
    }

    private static boolean isInTrouble(Entry entry) {
        return entry.vaultOutcome() != null && entry.vaultOutcome().isTrouble();
    }

    /** Names that the user wrote are told, those of the profile are counted: most services read few of them. */
    private static void addMissing(List<String> parts, Snapshot now) {
        TreeSet<String> names = new TreeSet<String>();
        int others = 0;
        for (Entry entry : now.entries()) {
            if (entry.source() == null && isInTrouble(entry)) {
                if (entry.secret().explicit() || entry.secret().required()) {
                    names.add(entry.secret().name());
                } else {
                    others++;
                }
            }
        }
        if (!names.isEmpty()) {
            parts.add("no value for: " + NameList.list(names));
        }
        if (others > 0) {
            parts.add("no value for " + others + (names.isEmpty() ? "" : " more") + (others == 1 ? " name" : " names"));
        }
    }

    private static String lastValue(Snapshot now) {
        if (now.answeredAt() == 0) {
            return "last value from vault";
        }
        return "last value from vault (" + Elapsed.text(now.fetchedAt() - now.answeredAt()) + " old)";
    }
}
