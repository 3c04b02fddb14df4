package io.bpsecrets.inside;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/**
 * Stands in for {@code java.lang.ProcessEnvironment.StringEnvironment}, on Linux and macOS: the map of texts that the JDK makes of a map of
 * variables and values.
 */
public final class JdkStringEnvironment extends AbstractMap<String, String> {
    /** @param variables the JDK's keys and values; it is not copied */
    public JdkStringEnvironment(Map<?, ?> variables) {
        throw new IllegalStateException();
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        throw new IllegalStateException();
    }
}
