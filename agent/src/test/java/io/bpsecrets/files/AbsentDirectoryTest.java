package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.chain.Lines;
import io.bpsecrets.chain.TestChain;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.log.Log;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbsentDirectoryTest {
    private final SettableClock clock = new SettableClock();
    private final UniqueTimes times = new UniqueTimes(clock);

    /** In octal, as /proc/self/fdinfo writes it: close-on-exec, directory, and none of the two bits of writing. */
    private static final int CLOSE_ON_EXEC = 02000000;

    private static final int WRITING = 03;

    @TempDir
    File parent;

    private final TestChain world = new TestChain().secret("A", "a#f").secret("B", "b#f");
    private AbsentDirectory directory;

    @BeforeEach
    void make() throws IOException {
        assumeTrue(new File("/proc/self/fd").isDirectory(), "only Linux reaches a directory by its descriptor");
        Opened.toUs("java.io");
        Opened.toUs("sun.nio.fs");
        directory = AbsentDirectory.make(parent, clock);
    }

    @AfterEach
    void close() {
        if (directory != null) {
            directory.close();
        }
    }

    @Test
    void isAnEmptyDirectoryThatAllMayReadAndNobodyMayWrite() throws IOException {
        Path path = Path.of(directory.path());
        assertThat(path).isDirectory().isEmptyDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("r-xr-xr-x");
        assertThat(Files.getAttribute(path, "unix:nlink")).isEqualTo(0);
        assertThat(directory.length()).isEqualTo(Files.size(path));
    }

    @Test
    void hasNoNameAndNoSecondOneIsTheSame() throws IOException {
        assertThat(parent).isEmptyDirectory();
        AbsentDirectory second = AbsentDirectory.make(parent, clock);
        assertThat(Files.isSameFile(Path.of(directory.path()), Path.of(second.path())))
                .isFalse();
        assertThat(Files.isSameFile(Path.of(directory.path()), Path.of("/proc/self/fd")))
                .isFalse();
        second.close();
        assertThat(new File(second.path())).doesNotExist();
    }

    /** A child of native code must not have it. */
    @Test
    void itsDescriptorIsReadOnlyAndClosedByExec() throws IOException {
        String number = directory.path().substring(directory.path().lastIndexOf('/') + 1);
        String line = Files.readAllLines(Path.of("/proc/self/fdinfo", number)).stream()
                .filter(one -> one.startsWith("flags:"))
                .findFirst()
                .orElseThrow();
        int flags = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim(), 8);
        assertThat(flags & CLOSE_ON_EXEC).isEqualTo(CLOSE_ON_EXEC);
        assertThat(flags & WRITING).isZero();
    }

    @Test
    void itsTimeRisesWhenASecretComesChangesOrGoesAndOnlyThen() throws IOException {
        world.vault.has("a", "f", "1");
        ServedFileSet one = served(ServedFileSet.none());
        long first = asked(one);
        assertThat(first).isEqualTo(one.lastModified());
        assertThat(asked(served(one))).as("another snapshot, the same values").isEqualTo(first);
        world.vault.has("a", "f", "2");
        ServedFileSet changed = served(one);
        long second = asked(changed);
        assertThat(second).as("changed").isGreaterThan(first);
        world.vault.has("b", "f", "1");
        ServedFileSet more = served(changed);
        long third = asked(more);
        assertThat(third).as("came").isGreaterThan(second);
        world.vault.has("b", "other", "1");
        ServedFileSet less = served(more);
        long fourth = asked(less);
        assertThat(fourth).as("gone").isGreaterThan(third);
        assertThat(asked(less)).isEqualTo(fourth);
        clock.goOn(Duration.ofSeconds(5));
        assertThat(asked(less)).as("the clock alone changes nothing").isEqualTo(fourth);
        world.vault.has("a", "other", "1");
        assertThat(asked(served(less))).as("gone at this moment").isEqualTo(clock.currentTimeMillis());
    }

    @Test
    void whereNothingCanBeWrittenItIsAnErrorThatLeavesNothing() {
        assertThatIOException().isThrownBy(() -> AbsentDirectory.make(new File(parent, "missing"), clock));
        assertThat(parent).isEmptyDirectory();
    }

    /** What the agent says and what the system says. */
    private long asked(ServedFileSet served) throws IOException {
        long time = directory.lastModified(served);
        assertThat(Files.getLastModifiedTime(Path.of(directory.path())).toMillis())
                .isEqualTo(time);
        return time;
    }

    private ServedFileSet served(ServedFileSet before) {
        Log off = new Lines().log(Log.Level.OFF);
        return ServedFileSet.of(world.current(off).await(), before, times);
    }
}
