package io.bpsecrets.chain;

import io.bpsecrets.log.Shown;
import java.util.Collection;

/** Names in a log line. */
public final class NameList {
    /** Longer lists are cut: a line must stay one that is read. */
    static final int IN_A_LINE = 12;

    private NameList() {}

    /** One name; what an import brings may be named by whoever writes in Vault, by a slip after a value. */
    static String shown(String name) {
        return name.indexOf(' ') < 0 ? Shown.path(name) : name;
    }

    /** @param items names, or texts with blanks in which they are shown already */
    public static String list(Collection<String> items) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (String item : items) {
            if (count == IN_A_LINE) {
                return text + " and " + (items.size() - count) + " more";
            }
            text.append(count++ == 0 ? "" : " ").append(shown(item));
        }
        return text.toString();
    }
}
