package io.bpsecrets.change;

import java.util.Set;

/** Names in a log line. */
final class Names {
    /** Longer lists are cut: a line must stay one that is read. */
    private static final int IN_A_LINE = 12;

    private Names() {}

    static String shown(Set<String> names) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (String name : names) {
            if (count == IN_A_LINE) {
                return text.append(" and ")
                        .append(names.size() - count)
                        .append(" more")
                        .toString();
            }
            text.append(count++ == 0 ? "" : " ").append(name);
        }
        return text.toString();
    }
}
