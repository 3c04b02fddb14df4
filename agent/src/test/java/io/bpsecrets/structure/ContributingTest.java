package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for people who change the code name no file and no class that is not there. What the build makes is not looked for. */
class ContributingTest {
    /** Where a path in these pages may begin. */
    private static final List<String> FOLDERS = List.of(
            "",
            "agent",
            "agent/src/main/java/io/bpsecrets",
            "agent-java-base/src/main/java/io/bpsecrets",
            "agent/src/test/java/io/bpsecrets");

    private static final Pattern CODE_BLOCK = Pattern.compile("(?s)```.*?```");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern PATH = Pattern.compile("[\\w.-]+(/[\\w.-]+)+");
    private static final Pattern PAGE = Pattern.compile("(?<![\\w/-])(?:docs|benchmarks|acceptance)/[\\w-]+\\.md");
    private static final Pattern CLASS = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(\\.[a-z]\\w*(\\(.*\\))?)?");

    @ParameterizedTest
    @ValueSource(strings = {"CONTRIBUTING.md", "docs/decisions.md"})
    void everyFileAndClassThatItNamesIsThere(String page) {
        String text = CODE_BLOCK.matcher(Project.text(page)).replaceAll("");
        Set<String> classes = classes();
        Set<String> missing = new TreeSet<>();
        int named = 0;
        for (Matcher quoted = QUOTED.matcher(text); quoted.find(); ) {
            String word = quoted.group(1);
            Matcher type = CLASS.matcher(word);
            if (type.matches()) {
                named++;
                if (!classes.contains(type.group(1)) && !isOfTheJdk(type.group(1))) {
                    missing.add(word);
                }
            } else if (PATH.matcher(word).matches() && !word.contains("/target/")) {
                named++;
                if (FOLDERS.stream()
                        .noneMatch(folder -> Files.exists(Project.path(folder).resolve(word)))) {
                    missing.add(word);
                }
            }
        }
        for (Matcher other = PAGE.matcher(text); other.find(); ) {
            if (!Files.exists(Project.path(other.group()))) {
                missing.add(other.group());
            }
        }
        assertThat(missing).as("named by " + page).isEmpty();
        assertThat(named).as("files and classes named by " + page).isGreaterThan(10);
    }

    private static Set<String> classes() {
        Set<String> classes = new HashSet<>();
        Stream.of(
                        "agent/src",
                        "agent-java-base/src",
                        "agent-java-lang/src",
                        "build-tools/src",
                        "test-programs/src",
                        "test-programs-junit/src")
                .flatMap(folder -> Project.files(folder, ".java").stream())
                .map(Path::getFileName)
                .forEach(file -> classes.add(file.toString().replace(".java", "")));
        return classes;
    }

    private static boolean isOfTheJdk(String name) {
        for (String room : List.of("java.lang.", "java.net.", "java.util.")) {
            try {
                Class.forName(room + name, false, null);
                return true;
            } catch (ClassNotFoundException e) {
                continue;
            }
        }
        return false;
    }
}
