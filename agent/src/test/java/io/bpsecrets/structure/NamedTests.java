package io.bpsecrets.structure;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tests that a document names by class and method, such as {@code `ChainTest.theOrderIsThatOfTheSources`}. */
public final class NamedTests {
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    private NamedTests() {}

    /** Every test that the text names. */
    public static Set<String> in(String text) {
        Set<String> names = new TreeSet<>();
        for (Matcher named = TEST.matcher(text); named.find(); ) {
            names.add(named.group(1) + "." + named.group(2));
        }
        return names;
    }

    /** Those of them that are not there. */
    public static Set<String> missing(String text) {
        Set<String> missing = new TreeSet<>(in(text));
        missing.removeIf(NamedTests::isThere);
        return missing;
    }

    private static boolean isThere(String name) {
        String type = name.substring(0, name.indexOf('.'));
        String method = name.substring(name.indexOf('.') + 1);
        for (Path file : Project.files("agent/src/test/java", "/" + type + ".java")) {
            if (Project.text(file.toString())
                    .matches("(?s).*@(?:Test|ParameterizedTest)\\b.*\\bvoid " + method + "\\(.*")) {
                return true;
            }
        }
        return false;
    }
}
