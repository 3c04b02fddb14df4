package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {
    private static final Pattern LONE_BACKSLASH = Pattern.compile("(^|[\\r\\n])[ \\t\\f]*\\\\([\\r\\n]|$)");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("agent.properties");
    }

    @Test
    void linesAreCountedOverCommentsBlanksAndContinuations() throws IOException {
        assertThat(lines("# comment\n\na=1\n! comment \\\nb = 2,\\\n    3,\\\n\t4\nc:5\nd 6\ne\n"))
                .containsExactly("3 a=1", "5 b=2,3,4", "8 c=5", "9 d=6", "10 e=");
    }

    @Test
    void aContinuationDoesNotContinueBehindAnEvenNumberOfBackslashes() throws IOException {
        assertThat(lines("a=x\\\\\nb=y\\\\\\\nz\nc=1")).containsExactly("1 a=x\\", "2 b=y\\z", "4 c=1");
    }

    @Test
    void aCommentSignInsideAContinuationIsPartOfTheValue() throws IOException {
        assertThat(lines("a=1\\\n#2\nb=3")).containsExactly("1 a=1#2", "3 b=3");
    }

    @Test
    void aContinuationAtTheEndOfTheFileEndsThere() throws IOException {
        assertThat(lines("a=1\nb=2\\")).containsExactly("1 a=1", "2 b=2");
    }

    @Test
    void windowsAndOldMacLineEndsCountOnce() throws IOException {
        assertThat(lines("a=1\r\n\r\nb=2\\\r\n  3\r\nc=4\rd=5")).containsExactly("1 a=1", "3 b=23", "5 c=4", "6 d=5");
    }

    @Test
    void escapesAreThoseOfProperties() throws IOException {
        assertThat(lines("a\\=b = \\u00e4\\t\\\\x\nk\\ ey=\\ v ")).containsExactly("1 a=b=\u00e4\t\\x", "2 k ey= v ");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKeyAndUtf8IsRead() throws IOException {
        assertThat(lines("\ufeffa=gr\u00fc\u00df \u20ac")).containsExactly("1 a=gr\u00fc\u00df \u20ac");
    }

    @Test
    void aDuplicateIsGivenTwiceForTheCallerToSee() throws IOException {
        assertThat(lines("a=1\na=2")).containsExactly("1 a=1", "2 a=2");
    }

    @Test
    void aMalformedEscapeNamesItsLineAndHidesNoOther() throws IOException {
        PropertiesFile read = read("a=1\nb=\\u00zz canary\nc=3");
        assertThat(texts(read)).containsExactly(file + ":2: has a malformed \\uXXXX escape");
        assertThat(shown(read)).containsExactly("1 a=1", "3 c=3");
    }

    @Test
    void aFileInAnotherEncodingIsOneProblemAndStillSaysWhatIsRequired() throws IOException {
        Files.write(file, "a=gr\u00fcn\nrequired=B".getBytes(StandardCharsets.ISO_8859_1));
        PropertiesFile read = PropertiesFile.read(file.toFile(), null);
        assertThat(texts(read)).containsExactly(file + ": is not UTF-8; save it in that encoding");
        assertThat(shown(read)).contains("2 required=B");
    }

    @Test
    void aMissingFileIsOneProblem() {
        assertThat(texts(PropertiesFile.read(file.toFile(), null)))
                .containsExactly(file + ": cannot be read: no such file");
    }

    @Test
    void aDirectoryIsOneProblem() {
        assertThat(texts(PropertiesFile.read(folder.toFile(), null)))
                .containsExactly(folder + ": cannot be read: it is a directory; name a file");
    }

    @Test
    void anUnreadableFileIsOneProblem() throws IOException {
        Files.writeString(file, "a=1");
        assumeFalse(!file.toFile().setReadable(false) || file.toFile().canRead(), "root reads everything");
        assertThat(texts(PropertiesFile.read(file.toFile(), null)))
                .containsExactly(file + ": cannot be read: no permission");
    }

    /** There must be no second dialect: whatever the text, keys and values are those of java.util.Properties. */
    @Test
    void agreesWithPropertiesOnAnyText() throws IOException {
        String[] parts = {"a", "b", "=", ":", " ", "\t", "\f", "\\", "\n", "\r", "\r\n", "#", "!", "x\\\n", "\\u0041"};
        Random random = new Random(20_261_123);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(16); i >= 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            // A backslash alone on a line: Properties itself reads it differently at the end of a text and elsewhere.
            if (LONE_BACKSLASH.matcher(text).find()) {
                continue;
            }
            Properties expected = new Properties();
            try {
                expected.load(new StringReader(text.toString()));
            } catch (IllegalArgumentException e) {
                continue;
            }
            Map<String, String> ours = new TreeMap<>();
            read(text.toString()).lines().forEach(line -> ours.put(line.key, line.value));
            assertThat(ours)
                    .as(text.toString().replace("\n", "<LF>").replace("\r", "<CR>"))
                    .isEqualTo(expected);
        }
    }

    private List<String> lines(String text) throws IOException {
        PropertiesFile read = read(text);
        assertThat(read.problems()).isEmpty();
        return shown(read);
    }

    private PropertiesFile read(String text) throws IOException {
        Files.writeString(file, text);
        return PropertiesFile.read(file.toFile(), null);
    }

    private static List<String> shown(PropertiesFile read) {
        return read.lines().stream()
                .map(line -> line.number + " " + line.key + "=" + line.value)
                .toList();
    }

    private static List<String> texts(PropertiesFile read) {
        return read.problems().stream().map(SettingProblem::toString).toList();
    }
}
