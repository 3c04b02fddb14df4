package io.bpsecrets.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FileHookTest {
    private static final String OURS = "/run/secrets/a";
    private static final String DELIVERED = "/proc/self/fd/7";
    private static final File FILE = new File(OURS);
    private static final Path PATH = Path.of(OURS);
    private static final Path OTHER = Path.of("/proc/self/fd");
    private static final byte[] BYTES = OURS.getBytes(StandardCharsets.US_ASCII);
    private static final Set<?> OPTIONS = Set.of(StandardOpenOption.READ);
    private static final String[] LIST = {"x"};

    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void open() {
        OpenHook.names(new String[] {"secrets"});
        OpenHook.nameBytes(new byte[][] {"secrets".getBytes(StandardCharsets.US_ASCII)});
    }

    @AfterEach
    void shut() {
        OpenHook.names(null);
        OpenHook.nameBytes(null);
        OpenHook.door(null);
    }

    @Test
    void withoutADoorAllPasses() {
        assertAllPass();
    }

    @Test
    void aDoorThatHasNoAnswerPasses() {
        answers(null);
        assertAllPass();
        assertThat(asked).as("every method asks").hasSize(23);
    }

    @Test
    void aDoorThatThrowsIsAsIfThereWereNone() {
        OpenHook.door((question, path) -> {
            throw new IllegalStateException();
        });
        assertAllPass();
        OpenHook.door((question, path) -> {
            throw new NoClassDefFoundError();
        });
        assertAllPass();
    }

    @Test
    void anErrorOfTheJvmItselfIsThrownOn() {
        Error error = new StackOverflowError();
        OpenHook.door((question, path) -> {
            throw error;
        });
        assertThatThrownBy(() -> FileHook.read(OURS, "open")).isSameAs(error);
    }

    @Test
    void anAnswerOfAnotherKindPassesToo() {
        answers(3.5f);
        assertThat(FileHook.read(OURS, "open")).isSameAs(OURS);
        assertThat(FileHook.flag(false, OURS, "exists")).isFalse();
        assertThat(FileHook.number(7, OURS, "length")).isEqualTo(7);
        assertThat(FileHook.text(OURS, OURS, "getCanonicalPath")).isSameAs(OURS);
        assertThat(FileHook.names(LIST, OURS, "list")).isSameAs(LIST);
        assertThat(FileHook.archive(FILE, "<init>")).isSameAs(FILE);
        assertThat(FileHook.archiveName(DELIVERED, "<init>")).isSameAs(DELIVERED);
        assertThat(FileHook.access(2, PATH, BYTES, "access")).isEqualTo(2);
        assertThat(FileHook.options(OPTIONS, PATH, BYTES, "newByteChannel")).isSameAs(OPTIONS);
        assertThat(FileHook.watchable(OTHER, "watchable")).isSameAs(OTHER);
        assertThat(FileHook.denies(PATH, BYTES, "implDelete")).isFalse();
    }

    @Test
    void anAnswerTakesThePlaceOfTheJdksOwn() {
        answers(DELIVERED);
        assertThat(FileHook.read(OURS, "open")).isEqualTo(DELIVERED);
        assertThat(FileHook.archive(FILE, "<init>")).isEqualTo(new File(DELIVERED));
        answers(true);
        assertThat(FileHook.flag(false, OURS, "exists")).isTrue();
        assertThat(FileHook.refuses(OURS, "delete")).isTrue();
        assertThat(FileHook.refuses(FILE, "renameTo")).isTrue();
        assertThat(FileHook.follow(0, PATH, BYTES, "get")).isEqualTo(1);
        answers(42L);
        assertThat(FileHook.number(0, OURS, "length")).isEqualTo(42);
        answers(DELIVERED);
        assertThat(FileHook.text(OURS, OURS, "getCanonicalPath")).isEqualTo(DELIVERED);
        answers(new String[] {"a"});
        assertThat(FileHook.names(null, OURS, "list")).containsExactly("a");
        answers(1);
        assertThat(FileHook.access(2, PATH, BYTES, "access")).isEqualTo(1);
        answers(Set.of());
        assertThat(FileHook.options(OPTIONS, PATH, BYTES, "newByteChannel")).isEqualTo(Set.of());
        answers(OTHER);
        assertThat(FileHook.systemPath(PATH, BYTES, "copyToNativeBuffer")).isSameAs(OTHER);
        assertThat(FileHook.store(PATH, BYTES, "getFileStore")).isSameAs(OTHER);
        assertThat(FileHook.watched(PATH, BYTES, "register")).isSameAs(OTHER);
        assertThat(FileHook.answer(PATH, BYTES, null, "toRealPath")).isSameAs(OTHER);
        assertThat(FileHook.watchable(PATH, "watchable")).isSameAs(OTHER);
    }

    @Test
    void theNameOfAnArchiveIsTheOneThatTheDoorKnowsElseTheDeliveredPath() {
        answers(OURS);
        assertThat(FileHook.archiveName(DELIVERED, "<init>")).isEqualTo(OURS);
        answers(null);
        assertThat(FileHook.archiveName("/opt/app.jar", "<init>")).isEqualTo("/opt/app.jar");
        assertThat(asked).last().isEqualTo("archiveName /opt/app.jar");
    }

    @Test
    void aThrowableThatIsHandedOverIsThrownThoughItIsChecked() {
        Exception wanted = new AccessDeniedException(OURS);
        answers(wanted);
        for (Executable call : List.<Executable>of(
                () -> FileHook.write(OURS, "open"),
                () -> FileHook.read(OURS, "open"),
                () -> FileHook.refuse(PATH, BYTES, "move"),
                () -> FileHook.denies(PATH, BYTES, "implDelete"),
                () -> FileHook.options(OPTIONS, PATH, BYTES, "newByteChannel"),
                () -> FileHook.answer(PATH, BYTES, null, "toRealPath"))) {
            assertThatThrownBy(call::execute).isSameAs(wanted);
        }
    }

    @Test
    void aRandomAccessFileThatMayWriteAsksToWrite() {
        answers(null);
        FileHook.read(OURS, 1, "open");
        FileHook.read(OURS, 2, "open");
        FileHook.read(OURS, 2 | 4, "open");
        assertThat(asked).containsExactly("read " + OURS, "write " + OURS, "write " + OURS);
    }

    @Test
    void onlyAQuestionForWritingOrNotFollowingReachesTheDoor() {
        answers(1);
        assertThat(FileHook.access(4, PATH, BYTES, "access")).isEqualTo(4);
        assertThat(FileHook.access(1, PATH, BYTES, "access")).isEqualTo(1);
        assertThat(FileHook.follow(1, PATH, BYTES, "get")).isEqualTo(1);
        assertThat(asked).isEmpty();
    }

    @Test
    void aPathThatIsFarReachesNoDoor() {
        answers(new FileNotFoundException("must not be asked"));
        OpenHook.names(new String[] {"elsewhere"});
        OpenHook.nameBytes(new byte[][] {"elsewhere".getBytes(StandardCharsets.US_ASCII)});
        assertThatCode(() -> FileHook.write(OURS, "open")).doesNotThrowAnyException();
        assertThatCode(() -> FileHook.refuse(PATH, BYTES, "move")).doesNotThrowAnyException();
        assertThat(FileHook.systemPath(PATH, BYTES, "copyToNativeBuffer")).isSameAs(PATH);
        assertThat(FileHook.flag(true, OURS, "exists")).isTrue();
        assertThat(asked).isEmpty();
    }

    private void assertAllPass() {
        assertThat(FileHook.read(OURS, "open")).isSameAs(OURS);
        assertThat(FileHook.read(OURS, 2, "open")).isSameAs(OURS);
        FileHook.write(OURS, "open");
        assertThat(FileHook.flag(true, OURS, "exists")).isTrue();
        assertThat(FileHook.flag(false, OURS, "exists")).isFalse();
        assertThat(FileHook.number(7, OURS, "length")).isEqualTo(7);
        assertThat(FileHook.text(OURS, OURS, "getCanonicalPath")).isSameAs(OURS);
        assertThat(FileHook.names(null, OURS, "list")).isNull();
        assertThat(FileHook.refuses(OURS, "delete")).isFalse();
        assertThat(FileHook.refuses(FILE, "renameTo")).isFalse();
        assertThat(FileHook.refuses((File) null, "renameTo"))
                .as("the JDK's own exception")
                .isFalse();
        assertThat(FileHook.archive(FILE, "<init>")).isSameAs(FILE);
        assertThat(FileHook.archiveName(DELIVERED, "<init>")).isSameAs(DELIVERED);
        assertThat(FileHook.systemPath(PATH, BYTES, "copyToNativeBuffer")).isSameAs(PATH);
        assertThat(FileHook.store(PATH, BYTES, "getFileStore")).isSameAs(PATH);
        assertThat(FileHook.follow(0, PATH, BYTES, "get")).isZero();
        assertThat(FileHook.access(2, PATH, BYTES, "access")).isEqualTo(2);
        assertThat(FileHook.answer(PATH, BYTES, null, "toRealPath")).isNull();
        assertThat(FileHook.options(OPTIONS, PATH, BYTES, "newByteChannel")).isSameAs(OPTIONS);
        FileHook.refuse(PATH, BYTES, "move");
        assertThat(FileHook.denies(PATH, BYTES, "implDelete")).isFalse();
        assertThat(FileHook.watched(PATH, BYTES, "register")).isSameAs(PATH);
        assertThat(FileHook.watchKey(null, PATH, null, "register")).isNull();
        assertThat(FileHook.watchable(OTHER, "watchable")).isSameAs(OTHER);
    }

    private void answers(Object answer) {
        asked.clear();
        OpenHook.door((question, path) -> {
            asked.add(question + " " + Arrays.asList(path).get(0));
            return answer;
        });
    }
}
