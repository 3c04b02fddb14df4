package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The lines about values that Vault has given and does not give any more, and that {@code on-removed=keep} keeps: one when it begins, the
 * same every hour, because the next restart comes without them, and one when Vault gives them again.
 */
final class RemovalLines {
    private final Log log;
    private final @Nullable String address;
    private final Set<String> kept = new HashSet<String>();
    private long remindAt;

    RemovalLines(Log log, @Nullable String address) {
        this.log = log;
        this.address = address;
    }

    void snapshot(Snapshot now) {
        boolean remind = !kept.isEmpty() && now.fetchedAt() >= remindAt;
        TreeSet<String> lines = new TreeSet<String>();
        TreeSet<String> again = new TreeSet<String>();
        for (Entry entry : now.entries()) {
            String name = entry.secret().name();
            if (entry.removal() != null) {
                if (kept.add(name) || remind) {
                    lines.add(NameList.shown(name) + " (" + entry.saidByVault(address) + ")");
                }
            } else if (kept.remove(name) && entry.source() == Source.VAULT) {
                again.add(name);
            }
        }
        if (!lines.isEmpty()) {
            remindAt = now.fetchedAt() + Outage.NEXT_REMINDERS;
            log.warn("Vault at " + address + " does not give any more: " + NameList.list(lines)
                    + ". Served instead: the last value of each; a restart will not have it."
                    + " Restore it in Vault, or set on-removed=drop");
        }
        if (!again.isEmpty()) {
            log.info("Vault at " + address + " gives again: " + NameList.list(again));
        }
    }
}
