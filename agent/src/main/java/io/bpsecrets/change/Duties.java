package io.bpsecrets.change;

import io.bpsecrets.chain.Live;
import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which duty covers a name. Names with the same action share one, so that it is done once for all of them. */
public final class Duties {
    private final Duty general;
    private final Map<String, Duty> byName;

    /**
     * @param general for every mapped name without one of its own, null for none
     * @param byName for single names; a null value excepts a name
     * @param ignoreCase the rule of Windows for names
     * @param refreshMillis 0 or more; an exit waits for up to a tenth of it
     */
    public Duties(
            Action general, Map<String, Action> byName, boolean ignoreCase, Live live, Log log, long refreshMillis) {
        List<Duty> all = new ArrayList<Duty>();
        this.general = duty(general, all, live, log, refreshMillis);
        this.byName = new TreeMap<String, Duty>(ignoreCase ? String.CASE_INSENSITIVE_ORDER : null);
        for (Map.Entry<String, Action> one : byName.entrySet()) {
            this.byName.put(one.getKey(), duty(one.getValue(), all, live, log, refreshMillis));
        }
    }

    /** The same for duties that are there already. */
    Duties(Duty general, Map<String, Duty> byName) {
        this.general = general;
        this.byName = byName;
    }

    private static Duty duty(Action action, List<Duty> all, Live live, Log log, long refreshMillis) {
        if (action == null) {
            return null;
        }
        for (Duty one : all) {
            if (one.action().isSame(action)) {
                return one;
            }
        }
        Deed deed = action.status() > 0 ? new Exit(action, log, refreshMillis / 10) : new Command(action, live, log);
        Duty duty = new Duty(action, deed, log);
        all.add(duty);
        return duty;
    }

    /** @return null where nothing is to be done for this name */
    Duty of(String name) {
        return byName.containsKey(name) ? byName.get(name) : general;
    }
}
