package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.vault.KeyNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/operations.md explains every line that an operator can meet. */
class OperationsDocTest {
    private static final String MAIN = "agent/src/main/java/io/bpsecrets/";
    private static final String PAGE = Project.text("docs/operations.md");
    private static final String LINES = block("lines");
    private static final Pattern CALL =
            Pattern.compile("\\blog(?:\\(\\))?\\.(?:error|warn|info|internalError)\\(|loud\\(\\)\\.error\\(");

    /** Shorter ones are joints such as {@code " in "}. */
    private static final int WORD = 5;

    /** Calls without a text of their own, by file: what they print comes from elsewhere. */
    private static final Map<String, List<String>> TEXT_FROM_ELSEWHERE = Map.of(
            "start/Stop.java", List.of("the agent's settings have", "The agent is off"),
            "start/Start.java",
                    List.of(
                            "vault: references in the environment that cannot be read",
                            "names from Vault at",
                            "takes every secret of the mount that the policy allows"),
            "files/ServedFileStore.java", List.of("it is not served as a file"),
            "change/ReactionQueue.java", List.of("failed"),
            "chain/ImportLines.java",
                    List.of(
                            "two places in Vault give the name",
                            "where this process has it from; a restart would serve",
                            "may have the same name, and was not read",
                            "because its file would be that of",
                            "signs other than A-Z a-z 0-9 _ - . / are _ in a name",
                            "no more lines about names of imports"),
            "vault/VaultClient.java", List.of("the TLS settings read before stay in use"));

    /** The words of a server that are only recognised. */
    private static final String WORDS_OF_SERVERS = "vault/VaultText.java";

    /** Texts of the two packages that tell why, which no operator meets: words to recognise, and lines at debug. */
    private static final Set<String> NOT_PRINTED = Set.of(
            "unable to find valid certification path",
            "path does not chain with any of the trust anchors",
            "subject alternative",
            "no name matching",
            "chosen protocol version",
            "no appropriate protocol",
            "unrecognized ssl message",
            "unsupported or unrecognized",
            "1 error occurred: *",
            "token not renewed",
            "not renewed",
            "lease of",
            "token of");

    @Test
    void everyLineIsExplained() {
        Set<String> missing = new TreeSet<>();
        for (Path file : Project.files(MAIN, ".java")) {
            String name = Project.path(MAIN).relativize(file).toString().replace('\\', '/');
            String source = Project.text(MAIN + name);
            Matcher call = CALL.matcher(source);
            while (call.find()) {
                addUnexplained(missing, name, texts(name, source, call.end() - 1), LINES);
            }
        }
        assertThat(missing)
                .as("log lines that docs/operations.md does not explain")
                .isEmpty();
    }

    private static List<String> texts(String file, String source, int open) {
        int end = Literals.behindCall(source, open);
        List<String> texts = new ArrayList<>();
        for (Literals.Literal one : Literals.of(source)) {
            String text = sentence(one.text());
            if (one.at() > open && one.at() < end && text != null) {
                texts.add(text);
            }
        }
        String none = "a call without a text: TEXT_FROM_ELSEWHERE must have it";
        return texts.isEmpty() ? TEXT_FROM_ELSEWHERE.getOrDefault(file, List.of(none)) : texts;
    }

    @Test
    void everyReasonIsExplained() {
        Set<String> missing = new TreeSet<>();
        for (String folder : List.of("vault", "transport")) {
            for (Path file : Project.files(MAIN + folder, ".java")) {
                String name = folder + "/" + file.getFileName();
                if (name.equals(WORDS_OF_SERVERS)) {
                    continue;
                }
                for (Literals.Literal one : Literals.of(Project.text(MAIN + name))) {
                    String text = sentence(named(one));
                    // Less than three words are a path, a header, a field, or a joint.
                    if (text != null && text.split(" ").length > 2) {
                        addUnexplained(missing, name, List.of(text), PAGE);
                    }
                }
            }
        }
        assertThat(missing)
                .as("reasons that docs/operations.md does not explain")
                .isEmpty();
    }

    @Test
    void everyMarkOfASettingIsReplacedByItsName() {
        int marks = 0;
        for (Path file : Project.files(MAIN + "transport", ".java")) {
            for (Literals.Literal one : Literals.of(Project.text(MAIN + "transport/" + file.getFileName()))) {
                marks += one.text().contains("\\0{") ? 1 : 0;
                assertThat(named(one)).as(file.toString()).doesNotContain("\0");
            }
        }
        assertThat(marks).isPositive();
    }

    /** The text of a literal as the user sees it. */
    private static String named(Literals.Literal one) {
        return KeyNames.in(one.text().replace("\\0", "\0"));
    }

    @Test
    void everyLinkWithinThePageHasItsHeading() {
        Set<String> headings = new TreeSet<>();
        Matcher heading = Pattern.compile("(?m)^#+ (.*)$").matcher(PAGE);
        while (heading.find()) {
            headings.add(
                    heading.group(1).toLowerCase().replaceAll("[^a-z0-9 -]", "").replace(' ', '-'));
        }
        Matcher link = Pattern.compile("]\\(#([^)]+)\\)").matcher(PAGE);
        while (link.find()) {
            assertThat(headings).contains(link.group(1));
        }
    }

    private static void addUnexplained(Set<String> missing, String file, List<String> texts, String page) {
        for (String text : texts) {
            if (!page.contains(text)) {
                missing.add(file + ": " + text);
            }
        }
    }

    /** A literal without its joints with numbers and names; null for a joint alone. */
    private static String sentence(String literal) {
        String text = literal.replaceAll("^[ :;,.()]+|[ :;,(]+$", "");
        boolean words = literal.indexOf(' ') >= 0 && literal.indexOf('\\') < 0;
        return words && text.length() >= WORD && !NOT_PRINTED.contains(text) ? text : null;
    }

    private static String block(String name) {
        int begin = PAGE.indexOf("<!-- " + name + " -->");
        int end = PAGE.indexOf("<!-- /" + name + " -->");
        assertThat(begin).as(name).isPositive().isLessThan(end);
        return PAGE.substring(begin, end);
    }
}
