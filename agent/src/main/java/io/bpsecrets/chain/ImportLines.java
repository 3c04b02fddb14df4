package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes each line about imports once, although every round finds it again. The number of lines has a limit, because somebody who may write in
 * Vault can give a reason for very many.
 */
final class ImportLines {
    /** In one round; the others follow in the next ones. */
    private static final int IN_A_ROUND = 20;

    /** In the life of the process. */
    static final int MOST = 1_000;

    private final Log log;
    private final Set<String> said = new HashSet<String>();

    ImportLines(Log log) {
        this.log = log;
    }

    /** @param lines of {@link ImportedSecrets#lines}, in each round */
    void say(List<String> lines) {
        for (String line : fresh(lines)) {
            log.warn(line);
        }
    }

    /** Those that are to be logged now. */
    private List<String> fresh(List<String> lines) {
        List<String> fresh = new ArrayList<String>();
        for (String line : lines) {
            if (fresh.size() < IN_A_ROUND && said.size() < MOST && said.add(line)) {
                fresh.add(line);
                if (said.size() == MOST) {
                    fresh.add("import: no more lines about names of imports are written until the next start");
                }
            }
        }
        return fresh;
    }
}
