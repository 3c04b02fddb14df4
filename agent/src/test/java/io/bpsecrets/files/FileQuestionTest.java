package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Lines;
import io.bpsecrets.chain.TestChain;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.log.Log;
import io.bpsecrets.names.FileQuestion;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each question of the table has a row in both kinds of answers; weave/AskedQuestionsTest looks at who asks. */
class FileQuestionTest {
    /** These three have an answer of their own, in PathAnswers, before anybody looks what the path means. */
    private static final Set<String> NOT_OF_A_PATH =
            Set.of(FileQuestion.ARCHIVE_NAME, FileQuestion.WATCH_KEY, FileQuestion.WATCHABLE);

    private static final Set<String> OF_JAVA_IO = Set.of(
            FileQuestion.READ,
            FileQuestion.WRITE,
            FileQuestion.ARCHIVE,
            FileQuestion.REFUSES,
            FileQuestion.LIST,
            FileQuestion.CANONICAL_PATH);

    private static final String UNKNOWN = "does not know the question";

    private static final String DIRECTORY = "/nowhere/secrets";

    private final SecretsPath directory = new SecretsPath(new File(DIRECTORY), DIRECTORY, null);
    private final SettableClock clock = new SettableClock();
    private ServedFileStore store;
    private ServedFileSet files;

    @BeforeEach
    void serve() {
        Opened.toUs("java.io");
        Opened.toUs("sun.nio.fs");
        TestChain chain = new TestChain().withDefault("A", "value", "a#f");
        Log off = new Lines().log(Log.Level.OFF);
        store = new ServedFileStore(chain.current(off), off, () -> {}, clock);
        files = store.now();
    }

    private Object ofFile(String question) throws IOException {
        return ofFile(question, path(question), more(question));
    }

    private Object ofFile(String question, Object path, Object more) throws IOException {
        SecretsPath file = new SecretsPath(new File(DIRECTORY), DIRECTORY, "a");
        return new FileAnswers(store).answer(question, path, more, files.get("a"), file);
    }

    private Object ofDirectory(String question) throws IOException {
        return ofDirectory(question, path(question), more(question));
    }

    private Object ofDirectory(String question, Object path, Object more) throws IOException {
        return new DirectoryAnswers(directory, files, store, (q, asked) -> null).answer(question, path, more);
    }

    /** Every constant of the table. */
    private static Collection<String> questions() throws IllegalAccessException {
        Set<String> questions = new TreeSet<>();
        for (Field field : FileQuestion.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                assertThat(questions.add((String) field.get(null)))
                        .as("a question of its own: %s", field)
                        .isTrue();
            }
        }
        return questions;
    }

    private static Collection<String> ofAPath() throws IllegalAccessException {
        Collection<String> questions = questions();
        questions.removeAll(NOT_OF_A_PATH);
        return questions;
    }

    @Test
    void theTableIsAsLongAsWhenItWasMade() throws IllegalAccessException {
        assertThat(questions()).as("a new one needs a row in the tests below").hasSize(36);
    }

    @ParameterizedTest
    @MethodSource("ofAPath")
    void aServedFileHasAnAnswerOfItsOwn(String question) throws IOException {
        assertThat(told(ofFile(question))).doesNotContain(UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("ofAPath")
    void anAbsentDirectoryHasAnAnswerOfItsOwn(String question) throws IOException {
        assertThat(told(ofDirectory(question))).doesNotContain(UNKNOWN);
    }

    @Test
    void aQuestionThatIsNotInTheTableIsRefused() throws IOException {
        for (String question : new String[] {"", "exist", "place", "setTime", "newQuestion"}) {
            Path path = Path.of("/nowhere/secrets/a");
            assertThat(ofFile(question, path, null))
                    .isInstanceOfSatisfying(
                            AccessDeniedException.class,
                            denied -> assertThat(denied)
                                    .hasMessageContaining(UNKNOWN + " " + question)
                                    .hasMessageContaining("/nowhere/secrets/a"));
            assertThat(ofDirectory(question, path, null)).isInstanceOf(AccessDeniedException.class);
        }
    }

    /** These are all the questions whose only answer for a file is an exception that says why. */
    @ParameterizedTest
    @MethodSource("ofAPath")
    void whatChangesAFileIsRefused(String question) throws IOException {
        boolean changes = Set.of(
                        FileQuestion.DELETE,
                        FileQuestion.MOVE,
                        FileQuestion.COPY,
                        FileQuestion.SET_ATTRIBUTE,
                        FileQuestion.SET_TIMES,
                        FileQuestion.SET_MODE,
                        FileQuestion.SET_OWNERS)
                .contains(question);
        Object answer = ofFile(question);
        if (changes) {
            assertThat(answer).isInstanceOf(AccessDeniedException.class);
        } else if (question.equals(FileQuestion.WRITE)) {
            assertThat(answer).isInstanceOf(FileNotFoundException.class);
        } else {
            assertThat(answer instanceof AccessDeniedException).isFalse();
        }
    }

    private static String told(Object answer) {
        return answer instanceof Throwable ? String.valueOf(((Throwable) answer).getMessage()) : "";
    }

    private static Object path(String question) {
        boolean string = OF_JAVA_IO.contains(question);
        return string ? "/nowhere/secrets/a" : Path.of("/nowhere/secrets/a");
    }

    private static Object more(String question) {
        switch (question) {
            case FileQuestion.OPTIONS:
                return Set.of();
            case FileQuestion.REAL_PATH:
                return new LinkOption[0];
            case FileQuestion.LIST:
                return new String[0];
            default:
                return null;
        }
    }
}
