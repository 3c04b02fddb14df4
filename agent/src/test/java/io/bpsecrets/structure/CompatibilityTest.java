package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/compatibility.md promises what tests hold: every rule names a test that is there, and every test has its rule. */
class CompatibilityTest {
    private static final String TESTS = "agent/src/test/java/io/bpsecrets/";
    private static final String DEFAULT = "jvm/it/";

    private static final Pattern NAMED = Pattern.compile("\\| `([a-z/]*)([A-Z]\\w+)\\.(\\w+)` \\|");

    private static final Pattern TEST = Pattern.compile("@(?:Parameterized)?Test\\b(?s:.)*?\\n    void (\\w+)\\(");

    @Test
    void everyRuleNamesATestAndEveryStartTestHasARule() throws IOException {
        Set<String> named = new TreeSet<>();
        String document = Project.text("docs/compatibility.md");
        Matcher rules = NAMED.matcher(
                document.substring(document.indexOf("<!-- rules -->"), document.indexOf("<!-- /rules -->")));
        while (rules.find()) {
            String folder = rules.group(1).isEmpty() ? DEFAULT : rules.group(1);
            named.add(folder + rules.group(2) + "." + rules.group(3));
        }
        Set<String> there = new TreeSet<>();
        for (Path file : Project.files(TESTS + "jvm/it", "IT.java")) {
            there.addAll(tests(file, DEFAULT));
        }
        Set<String> others = new TreeSet<>(named);
        others.removeIf(test -> test.startsWith(DEFAULT));
        assertThat(others).isNotEmpty().allSatisfy(test -> {
            String source = test.substring(0, test.indexOf('.'));
            String folder = source.substring(0, source.lastIndexOf('/') + 1);
            assertThat(tests(Project.path(TESTS + source + ".java"), folder)).contains(test);
        });
        named.removeAll(others);
        assertThat(named).isEqualTo(there);
    }

    @Test
    void everyComplaintNamesATestThatIsThere() throws IOException {
        String document = Project.text("docs/compatibility.md");
        String table =
                document.substring(document.indexOf("<!-- complaints -->"), document.indexOf("<!-- /complaints -->"));
        int complaints = 0;
        for (Matcher named = NAMED.matcher(table); named.find(); complaints++) {
            String folder = named.group(1).isEmpty() ? DEFAULT : named.group(1);
            Path file = Project.path(TESTS + folder + named.group(2) + ".java");
            assertThat(tests(file, folder)).contains(folder + named.group(2) + "." + named.group(3));
        }
        assertThat(complaints)
                .as("rows with a test")
                .isEqualTo(table.lines().filter(line -> line.startsWith("| ")).count() - 1);
    }

    private static Set<String> tests(Path file, String folder) throws IOException {
        Set<String> tests = new TreeSet<>();
        String name = file.getFileName().toString().replace(".java", "");
        Matcher methods = TEST.matcher(Files.readString(file));
        while (methods.find()) {
            tests.add(folder + name + "." + methods.group(1));
        }
        return tests;
    }
}
