package io.bpsecrets.weave;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the build renames a class to. */
final class Relocations {
    private Relocations() {}

    /**
     * @param className with dots, as in the source
     * @return with dots, as in the jar
     */
    static String of(String className) throws IOException {
        String pom = Files.readString(Path.of(System.getProperty("bp.root"), "agent", "pom.xml"));
        Matcher renamed = Pattern.compile(
                        "<pattern>" + Pattern.quote(className) + "</pattern>\\s*<shadedPattern>([^<]+)</shadedPattern>")
                .matcher(pom);
        if (!renamed.find()) {
            throw new AssertionError("the pom does not rename " + className);
        }
        return renamed.group(1);
    }
}
