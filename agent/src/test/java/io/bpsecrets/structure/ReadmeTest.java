package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.config.Key;
import io.bpsecrets.log.Version;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents say what the code does. */
class ReadmeTest {
    private static final String README = Project.text("README.md");

    @Test
    void theKeysAreThoseOfTheCode() {
        StringBuilder expected = new StringBuilder("| key | variable | meaning | built-in |\n|---|---|---|---|\n");
        for (Key row : Key.values()) {
            String variable = row.variable() == null ? "" : row.variable();
            assertThat(row.meaning() + row.builtInText()).as(row.key()).doesNotContain("|");
            expected.append(
                    String.format("| `%s` | %s | %s | %s |%n", row.key(), variable, row.meaning(), row.builtInText()));
        }
        assertBlock("keys", expected.toString().replace("\r\n", "\n"));
    }

    @Test
    void oneVersionEverywhere() {
        assertThat(Version.TEXT).as("log.Version and the pom").isEqualTo(Project.VERSION);
        assertThat(first("(?m)^## \\[([^]]+)]", Project.text("CHANGELOG.md")))
                .as("the newest version of CHANGELOG.md")
                .isEqualTo(Version.TEXT);
        assertThat(first("<artifactId>bp-secrets-parent</artifactId>\\s*<version>([^<]+)<", Project.text("pom.xml")))
                .isEqualTo(Version.TEXT);
        Matcher named = Pattern.compile("bp-secrets[- ](\\d+\\.\\d+\\.\\d+)").matcher(README);
        while (named.find()) {
            assertThat(named.group(1)).as("a version in README.md").isEqualTo(Version.TEXT);
        }
    }

    @Test
    void everyFileThatADocumentLinksToIsThere() {
        for (String document : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")) {
            Matcher link = Pattern.compile("]\\(([^)#:]+)\\)").matcher(Project.text(document));
            while (link.find()) {
                assertThat(Project.path(link.group(1))).as(document).exists();
            }
        }
    }

    private static void assertBlock(String name, String expected) {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- /" + name + " -->";
        assertThat(README).contains(begin, end);
        String actual = README.substring(README.indexOf(begin) + begin.length(), README.indexOf(end));
        assertThat(actual)
                .withFailMessage(
                        "README.md differs from config.Key; between the lines %s and %s must be:%n%n%s%n",
                        begin.trim(), end, expected)
                .isEqualTo(expected);
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
