package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The lines about rounds that Vault did not answer in full: one when it begins, one when its kind changes, a reminder after ten
 * minutes and then every hour, one when it is over. An outage of a night is a page, not a disk.
 */
final class Outage {
    static final long FIRST_REMINDER = TimeUnit.MINUTES.toMillis(10);
    static final long NEXT_REMINDERS = TimeUnit.HOURS.toMillis(1);

    private final Log log;
    private final String address;
    private final Map<Outcome, Long> said = new EnumMap<Outcome, Long>(Outcome.class);
    private long began;
    private long remindAt;

    Outage(Log log, String address) {
        this.log = log;
        this.address = address;
    }

    /** Says what there is to say of this snapshot. */
    void snapshot(Snapshot now) {
        String outage = now.reading() == null ? null : now.reading().outage();
        long time = now.fetchedAt();
        if (outage == null) {
            if (began != 0) {
                log.info("Vault at " + address + " answers again, after " + Elapsed.text(time - began));
            }
            began = 0;
            said.clear();
            return;
        }
        Outcome outcome = now.reading().outageOutcome();
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
