package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/threat-model.md claims nothing without a test that is there, and SECURITY.md can be followed. */
class ThreatModelTest {
    private static final String PAGE = Project.text("docs/threat-model.md");
    private static final String SECURITY = Project.text("SECURITY.md");
    private static final String POM = Project.text("pom.xml");
    private static final Pattern ATTACKER = Pattern.compile("(?m)^## (.*)$");

    @Test
    void everyTestThatItNamesIsThere() {
        assertThat(NamedTests.missing(PAGE)).isEmpty();
        assertThat(NamedTests.in(PAGE)).as("tests named").hasSizeGreaterThan(50);
    }

    @Test
    void everyAttackerIsThere() {
        List<String> attackers = new ArrayList<>();
        Matcher heading = ATTACKER.matcher(PAGE);
        while (heading.find()) {
            attackers.add(heading.group(1));
        }
        assertThat(attackers)
                .containsExactly(
                        "A process of the same user",
                        "Another local user",
                        "A library in the JVM, no SecurityManager",
                        "Code under a SecurityManager (Java 8 to 23)",
                        "Native code and child processes",
                        "A sidecar container",
                        "Whoever plays Vault",
                        "A hostile network",
                        "Whoever writes the settings file, the environment or the command line",
                        "Whoever writes a secret in Vault",
                        "A heap dump, a core dump, swap, a trace of TLS");
    }

    /** A claim is shown, or is none, or says which property of something else it rests on. */
    @Test
    void whatAnAttackerCannotDoHasATestOrAReason() {
        List<String> bare = new ArrayList<>();
        for (String line : PAGE.split("\n")) {
            if (line.startsWith("| ") && !line.startsWith("| it can")) {
                String second = line.split(" \\| ", 2)[1];
                boolean shown = !NamedTests.in(line).isEmpty();
                boolean reason = second.startsWith("not defended") && second.contains("because");
                boolean elsewhere = second.startsWith("the same tests")
                        || second.startsWith("the tests of that section")
                        || second.startsWith("that is ");
                if (!shown && !reason && !elsewhere) {
                    bare.add(line);
                }
            }
        }
        assertThat(bare).isEmpty();
    }

    @Test
    void everyLinkLeadsSomewhere() {
        Matcher link = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)").matcher(PAGE);
        while (link.find()) {
            assertThat(Project.path("docs").resolve(link.group(1))).exists();
        }
        link.reset(SECURITY.replace("\n", " "));
        while (link.find()) {
            assertThat(Project.path(link.group(1))).exists();
        }
    }

    @Test
    void whereToReportIsAPropertyOfTheReleaseThatTheJarSays() {
        assertThat(SECURITY).contains("`security.contact`", "Security-Contact", "MANIFEST.MF");
        assertThat(Project.text("agent/pom.xml"))
                .contains("<attribute name=\"Security-Contact\" value=\"${security.contact}\" />");
        assertThat(SECURITY).contains("| " + Project.VERSION.replaceAll("\\.\\d+$", ".x") + " |");
        String without = between("<security.contact>", "</security.contact>");
        assertThat(SECURITY).contains("`" + without + "`");
    }

    /** The rule of the profile, which Maven's enforcer applies. */
    @Test
    void aReleaseIsNotBuiltWithoutIt() {
        assertThat(between("<id>release</id>", "</profile>"))
                .contains("<goal>enforce</goal>", "<property>security.contact</property>");
        String rule = between("<regex>", "</regex>");
        assertThat(List.of(between("<security.contact>", "</security.contact>"), "", "none", "me", "http://x.example"))
                .noneMatch(text -> text.matches(rule));
        assertThat(List.of("security@example.org", "mailto:security@example.org", "https://example.org/security"))
                .allMatch(text -> text.matches(rule));
    }

    private static String between(String begin, String end) {
        int from = POM.indexOf(begin);
        assertThat(from).as(begin).isPositive();
        return POM.substring(from + begin.length(), POM.indexOf(end, from));
    }
}
