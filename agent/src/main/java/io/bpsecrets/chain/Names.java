package io.bpsecrets.chain;

import java.util.Collection;

/** Names in a log line. */
public final class Names {
    /** Longer lists are cut: a line must stay one that is read. */
    private static final int IN_A_LINE = 12;

    private Names() {}

    public static String list(Collection<String> items) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (String item : items) {
            if (count == IN_A_LINE) {
                return text + " and " + (items.size() - count) + " more";
            }
            text.append(count++ == 0 ? "" : " ").append(item);
        }
        return text.toString();
    }
}
