package io.bpsecrets.weave;

import io.bpsecrets.disk.SmallFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Whether this JVM was started with no agent but ours, Java's or native: then nobody can have retransformed a class before. Read
 * from the start line and the variables that add to it, as Linux has them; whatever could hide an agent is a no.
 */
final class AgentsOnStartLine {
    private static final String[] VARIABLES = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"};

    private static final String[] AGENTS = {"-javaagent:", "-agentlib:", "-agentpath:", "-Xrun"};

    /** Files with more of the start line, or its options: @argfiles, -XX:Flags, -XX:VMOptionsFile. */
    private static final String[] ELSEWHERE = {"\0@", "-XX:Flags", "-XX:VMOptionsFile"};

    private AgentsOnStartLine() {}

    /** False too where it cannot be told. */
    static boolean isOurs() {
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
            return isOnly(given.toString());
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** @param given words of the start line with a NUL between them */
    static boolean isOnly(String given) {
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
