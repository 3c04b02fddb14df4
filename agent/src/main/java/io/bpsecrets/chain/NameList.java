package io.bpsecrets.chain;

import io.bpsecrets.log.Redaction;
import java.util.Collection;

/** Names as they stand in a log line. */
public final class NameList {
    /** Longer lists are cut, because nobody reads a very long line. */
    static final int IN_A_LINE = 12;

    private NameList() {}

    /** One name. The name of an imported secret comes from a person who writes in Vault, and who may have written a value by mistake. */
    static String shown(String name) {
        return name.indexOf(' ') < 0 ? Redaction.path(name) : name;
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
