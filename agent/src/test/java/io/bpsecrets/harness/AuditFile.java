package io.bpsecrets.harness;

import java.util.List;

/** The text of an audit file that a server is writing to. */
final class AuditFile {
    private AuditFile() {}

    /** Without the last line where its end is still to come. */
    static List<String> wholeLines(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
