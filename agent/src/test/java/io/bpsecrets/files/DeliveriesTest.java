package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bpsecrets.chain.Lines;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.log.Log;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveriesTest {
    private static final byte[] CONTENT = {'x'};

    private final Lines lines = new Lines();
    private final Way first = new Way("/dev/shm");
    private final Way second = new Way("/nowhere");

    @Test
    void theFirstThatWorksIsUsed() throws IOException {
        first.failure = new IOException("Read-only file system");
        Deliveries all = all();
        assertThat(all.deliver(CONTENT, 1).path()).isEqualTo("/nowhere/x");
        assertThat(all.directory()).isEqualTo(new File("/nowhere"));
        assertThat(lines.all())
                .contains("[bp-secrets] /dev/shm cannot be used; secrets that are read as files are unlinked files in"
                        + " /nowhere");
    }

    @Test
    void aFileThatTheFirstFailsForGoesToTheNextAndIsTriedAgainLater() throws IOException {
        Deliveries all = all();
        first.failure = new IOException("No space left on device");
        assertThat(all.deliver(CONTENT, 1).path()).isEqualTo("/nowhere/x");
        assertThat(all.deliver(CONTENT, 2).path()).isEqualTo("/nowhere/x");
        assertThat(lines.all().get(0))
                .isEqualTo("[bp-secrets] WARN secrets that are read as files are put into /nowhere too, as /dev/shm"
                        + " failed for one (/dev/shm: No space left on device); give the service a /dev/shm that is"
                        + " writable and has space");
        assertThat(lines.all().stream().filter(line -> line.contains("No space")))
                .hasSize(1);
        first.failure = null;
        assertThat(all.deliver(CONTENT, 3).path()).isEqualTo("/dev/shm/x");
    }

    @Test
    void anErrorOfOursInOneWayIsAReasonToGoElsewhereAndOneOfTheThreadIsNot() throws IOException {
        Deliveries all = all();
        first.error = new AssertionError("canary");
        assertThat(all.deliver(CONTENT, 1).path()).isEqualTo("/nowhere/x");
        assertThat(lines.all()).noneMatch(line -> line.contains("canary"));
        first.error = new OutOfMemoryError();
        assertThatThrownBy(() -> all.deliver(CONTENT, 2)).isSameAs(first.error);
    }

    @Test
    void tooManyOpenFilesIsNoReasonToGoElsewhere() {
        Deliveries all = all();
        first.failure = new SystemCalls.Failed("Too many open files", 24);
        assertThatIOException()
                .isThrownBy(() -> all.deliver(CONTENT, 1))
                .withMessage("Too many open files; raise the process's limit of open files (ulimit -n)");
        assertThat(second.delivered).isZero();
    }

    @Test
    void ifAllFailEachFileIsTriedAgain() throws IOException {
        first.failure = new IOException("Read-only file system");
        second.failure = new IOException("Permission denied");
        Deliveries all = all();
        assertThat(lines.all())
                .containsExactly("[bp-secrets] WARN secrets cannot be served as files: no directory can be written to"
                        + " (/dev/shm: Read-only file system, /nowhere: Permission denied); a program that reads one"
                        + " gets an IOException; give the service a writable /dev/shm");
        assertThatIOException()
                .isThrownBy(() -> all.deliver(CONTENT, 1))
                .withMessageContaining("/dev/shm: Read-only file system, /nowhere: Permission denied");
        second.failure = null;
        assertThat(all.deliver(CONTENT, 1).path()).isEqualTo("/nowhere/x");
    }

    /** The last is the mount that is seen, as the later one hides the earlier. */
    @Test
    void theTypeOfADirectoryIsThatOfItsInnermostMount() throws IOException {
        String mounts = "22 1 8:1 / / rw - ext4 /dev/root rw\n"
                + "23 22 0:20 / /dev rw shared:2 - devtmpfs dev rw\n"
                + "24 23 0:21 / /dev/shm rw shared:3 - tmpfs shm rw\n"
                + "25 22 8:2 / /tmp rw - tmpfs a rw\n"
                + "26 22 8:2 / /tmp rw - xfs /dev/b rw\n"
                + "27 22 8:2 / /with\\040space rw - btrfs /dev/c rw\n";
        assertThat(type(mounts, "/dev/shm")).isEqualTo("tmpfs");
        assertThat(type(mounts, "/dev/shmem")).isEqualTo("devtmpfs");
        assertThat(type(mounts, "/tmp/a/b")).isEqualTo("xfs");
        assertThat(type(mounts, "/with space/x")).isEqualTo("btrfs");
        assertThat(type(mounts, "/home")).isEqualTo("ext4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64", "ppc64le", "s390x", "riscv64"})
    void theFlagsAreThoseThatTheJdkWasBuiltWith(String processor) throws Exception {
        OpenFlags flags = OpenFlags.of(processor);
        assertThat(flags.neverNamed() & flags.directory()).isEqualTo(flags.directory());
        if (processor.equals(System.getProperty("os.arch"))) {
            Opened.toUs("sun.nio.fs");
            assertThat(OpenFlags.CREATE).isEqualTo(ofTheJdk("O_CREAT"));
            assertThat(OpenFlags.EXCLUSIVE).isEqualTo(ofTheJdk("O_EXCL"));
            assertThat(OpenFlags.READ_WRITE).isEqualTo(ofTheJdk("O_RDWR"));
            assertThat(flags.noFollow()).isEqualTo(ofTheJdk("O_NOFOLLOW"));
        }
    }

    @Test
    void anUnknownProcessorIsAFailureAndNoGuess() {
        assertThatIOException().isThrownBy(() -> OpenFlags.of("sparcv9"));
    }

    private static int ofTheJdk(String name) throws ReflectiveOperationException {
        Field field = Class.forName("sun.nio.fs.UnixConstants").getDeclaredField(name);
        field.setAccessible(true);
        return field.getInt(null);
    }

    private static String type(String mounts, String directory) throws IOException {
        return MountTable.type(new BufferedReader(new StringReader(mounts)), directory);
    }

    private Deliveries all() {
        return Deliveries.choose(
                lines.log(Log.Level.INFO), new SettableClock(), List.of(first, second), new ArrayList<>());
    }

    private static final class Way implements Delivery {
        private final String name;
        private IOException failure;
        private Error error;
        private int delivered;

        Way(String name) {
            this.name = name;
        }

        @Override
        public Parcel deliver(byte[] content, long lastModified) throws IOException {
            if (error != null) {
                throw error;
            }
            if (failure != null) {
                throw failure;
            }
            delivered++;
            return new Parcel() {
                @Override
                public String path() {
                    return name + "/x";
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public File directory() {
            return new File(name);
        }

        @Override
        public String emptyDirectory() {
            return name;
        }
    }
}
