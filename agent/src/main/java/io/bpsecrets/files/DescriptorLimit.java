package io.bpsecrets.files;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** How many descriptors the served files may have: the rest of the process's are the application's. */
final class DescriptorLimit {
    private static final String LIMITS = "/proc/self/limits";
    private static final String LINE = "Max open files";
    private static final int LEAST = 8;
    /** If /proc does not tell: the usual soft limit. */
    private static final int USUAL = 1024;

    private DescriptorLimit() {}

    /** @return a quarter of the process's soft limit, at least 8 */
    static int quarter() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(new FileInputStream(LIMITS), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(LINE)) {
                    return quarter(line.substring(LINE.length()).trim());
                }
            }
        } catch (IOException e) {
            return USUAL / 4;
        }
        return USUAL / 4;
    }

    /** @param limits soft, then hard, then the unit */
    static int quarter(String limits) {
        int end = limits.indexOf(' ');
        try {
            long soft = Long.parseLong(end < 0 ? limits : limits.substring(0, end));
            return (int) Math.max(LEAST, Math.min(Integer.MAX_VALUE, soft / 4));
        } catch (NumberFormatException e) {
            return limits.startsWith("unlimited") ? Integer.MAX_VALUE : USUAL / 4;
        }
    }
}
