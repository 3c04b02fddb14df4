package io.bpsecrets.weave;

import io.bpsecrets.disk.SmallFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Tells whether our agent is the only one that this JVM was started with. Then nobody can have retransformed a class before. An agent may be
 * one of Java or a native one. The start line and the environment variables that add to it are read, as Linux has them. If something in
 * them could hide an agent, the answer is no.
 */
final class AgentsOnStartLine {
    private static final String[] VARIABLES = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"};

    private static final String[] AGENTS = {"-javaagent:", "-agentlib:", "-agentpath:", "-Xrun"};

    /** Signs of a file that has more words of the start line, or more options: @argfiles, -XX:Flags, -XX:VMOptionsFile. */
    private static final String[] ELSEWHERE = {"\0@", "-XX:Flags", "-XX:VMOptionsFile"};

    private AgentsOnStartLine() {}

    /** False also if it cannot be told. */
    static boolean hasOnlyOurs() {
        File line = new File("/proc/self/cmdline");
        if (!line.isFile()) {
            return false;
        }
        try {
            StringBuilder given = new StringBuilder(new String(SmallFile.read(line), StandardCharsets.ISO_8859_1));
            for (String variable : VARIABLES) {
                String options = System.getenv(variable);
                given.append('\0').append(options == null ? "" : options);
            }
            return hasOne(given.toString());
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /**
     * True if the words have exactly one agent.
     *
     * @param given words of the start line with a NUL between them
     */
    static boolean hasOne(String given) {
        for (String sign : ELSEWHERE) {
            if (given.contains(sign)) {
                return false;
            }
        }
        int agents = 0;
        for (String sign : AGENTS) {
            for (int at = given.indexOf(sign); at >= 0; at = given.indexOf(sign, at + 1)) {
                agents++;
            }
        }
        return agents == 1;
    }
}
