package io.bpsecrets.weave;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Methods named and typed as join points, in forms that compilers make and today's JDK does not have. */
final class OddMethods {
    private OddMethods() {}

    static String getenv(String name) {
        while (name.startsWith("x")) {
            name = name.substring(1);
            if (name.length() > 3) {
                long wide = name.hashCode();
                try {
                    return name + Long.parseLong(name) + wide;
                } catch (NumberFormatException e) {
                    return e.getClass().getSimpleName();
                }
            }
        }
        return name.isEmpty() ? null : name;
    }

    static Map<String, String> getenv() {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; ; i++) {
            map.put("N" + i, "v");
            if (map.size() > 2) {
                return map;
            } else if (i > 5) {
                return null;
            }
        }
    }

    static byte[] toEnvironmentBlock(Map<String, String> map, int[] length) {
        do {
            length[0]++;
        } while (map != null && length[0] < map.size());
        return String.valueOf(map).getBytes(StandardCharsets.UTF_8);
    }
}
