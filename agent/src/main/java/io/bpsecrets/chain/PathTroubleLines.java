package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The lines about single paths that could not be read while the server answers: one when the trouble of a path begins, a reminder after ten
 * minutes and then every hour, one when it is over. And one about paths for which the first round had no time.
 */
final class PathTroubleLines {
    private final Log log;
    private final @Nullable String address;
    private final Map<String, Long> began = new HashMap<String, Long>();
    private final Map<String, String> said = new HashMap<String, String>();
    private long remindAt;
    private boolean unasked;

    PathTroubleLines(Log log, @Nullable String address) {
        this.log = log;
        this.address = address;
    }

    /** @param now of a round in which the server has answered */
    void snapshot(Snapshot now) {
        VaultReading reading = now.reading();
        if (reading == null) {
            return;
        }
        Map<String, PathAnswer> troubles = reading.troubles();
        if (!began.isEmpty()) {
            over(troubles, now.fetchedAt());
        }
        if (!troubles.isEmpty()) {
            begun(troubles, now);
        }
        unasked(now, reading.left());
    }

    private void over(Map<String, PathAnswer> troubles, long time) {
        TreeSet<String> over = new TreeSet<String>();
        for (Iterator<Map.Entry<String, Long>> all = began.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Long> one = all.next();
            if (!troubles.containsKey(one.getKey())) {
                over.add(NameList.shown(one.getKey()) + " (after " + Elapsed.text(time - one.getValue()) + ")");
                said.remove(one.getKey());
                all.remove();
            }
        }
        if (!over.isEmpty()) {
            log.info("Vault at " + address + " gives an answer again for: " + NameList.list(over));
        }
    }

    private void begun(Map<String, PathAnswer> troubles, Snapshot now) {
        long time = now.fetchedAt();
        boolean remind = !began.isEmpty() && time >= remindAt;
        if (began.isEmpty()) {
            remindAt = time + Outage.FIRST_REMINDER;
        } else if (remind) {
            remindAt = time + Outage.NEXT_REMINDERS;
            said.clear();
        }
        List<String> lines = new ArrayList<String>();
        for (Map.Entry<String, PathAnswer> trouble : troubles.entrySet()) {
            PathAnswer answer = trouble.getValue();
            Long since = began.get(trouble.getKey());
            if (since == null) {
                began.put(trouble.getKey(), time);
            }
            String kind = answer.outcome().name();
            String before = said.get(trouble.getKey());
            if (before == null || !before.contains(kind)) {
                said.put(trouble.getKey(), (before == null ? "" : before + " ") + kind);
                lines.add(answer.detail() + (since == null ? "" : " (for " + Elapsed.text(time - since) + " now)"));
            }
        }
        if (!lines.isEmpty()) {
            log.warn("not every path of Vault at " + address + " can be read: " + NameList.list(lines)
                    + "; served instead: " + OutageText.text(now) + "; asking again in the background");
        }
    }

    /** Only the first rounds leave names without an answer. After later rounds, names that were not asked keep the answer that they have. */
    private void unasked(Snapshot now, int left) {
        if (unasked && left == 0) {
            unasked = false;
            log.info("Vault at " + address + ": all paths are asked now");
        } else if (!unasked && left > 0 && now.answeredAt() == 0 && began.isEmpty()) {
            unasked = true;
            log.warn("Vault at " + address + ": " + left + " paths could not be asked within vault.deadline"
                    + "; served instead: " + OutageText.text(now) + "; going on in the background");
        }
    }
}
