package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A log that a test can read. */
public final class Lines {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    public Log log(Log.Level level) {
        return new Log(level, stream::print);
    }

    public List<String> all() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** What came since the last call. */
    List<String> fresh() {
        List<String> lines = all();
        bytes.reset();
        return lines;
    }
}
