package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lines about an outage: one when it begins, one when its outcome changes, a reminder after ten minutes and then every hour, and one when it is
 * over. So an outage of a whole night is a page of lines and does not fill a disk.
 */
final class Outage {
    static final long FIRST_REMINDER = TimeUnit.MINUTES.toMillis(10);
    static final long NEXT_REMINDERS = TimeUnit.HOURS.toMillis(1);

    private final Log log;
    private final @Nullable String address;
    private final Map<Outcome, Long> said = new EnumMap<Outcome, Long>(Outcome.class);
    private long began;
    private long remindAt;

    Outage(Log log, @Nullable String address) {
        this.log = log;
        this.address = address;
    }

    /** Writes the lines that this snapshot gives a reason for. */
    void snapshot(Snapshot now) {
        VaultReading reading = now.reading();
        String outage = reading == null ? null : reading.outage();
        long time = now.fetchedAt();
        if (reading == null || outage == null) {
            if (began != 0) {
                log.info("Vault at " + address + " answers again, after " + Elapsed.text(time - began));
            }
            began = 0;
            said.clear();
            return;
        }
        Outcome outcome = reading.outageOutcome();
        Long before = said.get(outcome);
        boolean isNew = before == null || time - before > NEXT_REMINDERS;
        String since = "";
        if (began == 0) {
            began = time;
            remindAt = time + FIRST_REMINDER;
        } else if (time >= remindAt) {
            isNew = true;
            since = "still, after " + Elapsed.text(time - began) + ", ";
            remindAt = time + NEXT_REMINDERS;
        }
        if (isNew) {
            said.put(outcome, time);
            log.warn("Vault at " + address + ": " + since + outage + "; served instead: " + OutageText.text(now)
                    + "; asking again in the background");
        }
    }
}
