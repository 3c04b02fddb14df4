package io.bpsecrets.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a forked JVM left behind.
 *
 * @param exit its exit status
 * @param millis from its start to its end
 */
public record Result(int exit, String stdout, String stderr, long millis) {

    /** The lines name=answer of stdout; an answer is a hash, the word null, or an exclamation mark and an error. */
    public Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        stdout.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                answers.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return answers;
    }

    /** All lines of stderr that the agent wrote. */
    public List<String> agentLines() {
        return stderr.lines().filter(line -> line.startsWith("[bp-secrets] ")).toList();
    }

    public List<String> warnings() {
        return stderr.lines()
                .filter(line -> line.startsWith("[bp-secrets] WARN "))
                .toList();
    }

    public List<String> errors() {
        return stderr.lines()
                .filter(line -> line.startsWith("[bp-secrets] ERROR "))
                .toList();
    }

    /** Without canaries and tokens, so that a failing test does not print them. */
    @Override
    public String toString() {
        return "exit " + exit + " after " + millis + " ms\nstdout:\n" + Canaries.redact(stdout) + "stderr:\n"
                + Canaries.redact(stderr);
    }
}
