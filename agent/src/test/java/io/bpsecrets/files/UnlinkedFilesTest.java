package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnlinkedFilesTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);
    private static final long TIME = 1_600_000_000_000L;

    @TempDir
    File directory;

    /** One knows O_TMPFILE, the other does as where the file system does not. */
    private final List<UnlinkedFiles> both = new ArrayList<>();

    private UnlinkedFiles files;

    @BeforeEach
    void onLinux() throws IOException {
        assumeTrue(new File("/proc/self/fd").isDirectory(), "only Linux reaches a file by its descriptor");
        Opened.toUs("java.io");
        Opened.toUs("sun.nio.fs");
        both.add(in(directory, true));
        both.add(in(directory, false));
        files = both.get(0);
    }

    private static UnlinkedFiles in(File directory, boolean neverNamed) throws IOException {
        return new UnlinkedFiles(directory, new SystemCalls(), OpenFlags.of(System.getProperty("os.arch")), neverNamed);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 1 << 20})
    void theContentIsReadAtThePlaceByEveryApi(int length) throws IOException {
        byte[] content = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
        for (UnlinkedFiles one : both) {
            try (Delivery.Parcel parcel = one.deliver(content, TIME)) {
                assertThat(parcel.path()).matches("/proc/\\d+/fd/\\d+");
                for (int again = 0; again < 2; again++) {
                    try (InputStream in = new FileInputStream(parcel.path())) {
                        assertThat(in.readAllBytes()).isEqualTo(content);
                    }
                }
                assertThat(Files.readAllBytes(Path.of(parcel.path()))).isEqualTo(content);
                assertThat(new File(parcel.path())).hasSize(length);
            }
        }
    }

    @Test
    void nothingIsInTheDirectory() throws IOException {
        for (UnlinkedFiles one : both) {
            try (Delivery.Parcel parcel = one.deliver(CONTENT, TIME)) {
                assertThat(directory).isEmptyDirectory();
                assertThat(target(parcel.path()))
                        .startsWith(directory.getCanonicalPath() + "/")
                        .endsWith(" (deleted)");
                assertThat(Files.getAttribute(Path.of(parcel.path()), "unix:nlink"))
                        .isEqualTo(0);
            }
        }
    }

    @Test
    void onlyAReadOnlyCloseOnExecDescriptorStays() throws IOException {
        Set<String> before = open();
        for (UnlinkedFiles one : both) {
            try (Delivery.Parcel parcel = one.deliver(CONTENT, TIME)) {
                Set<String> now = open();
                now.removeAll(before);
                assertThat(now).containsExactly(parcel.path());
                String flags = Files.readAllLines(Path.of(parcel.path().replace("/fd/", "/fdinfo/"))).stream()
                        .filter(line -> line.startsWith("flags:"))
                        .findFirst()
                        .orElseThrow();
                int number = Integer.parseInt(flags.substring("flags:".length()).trim(), 8);
                assertThat(number & 3).as("O_RDONLY").isZero();
                assertThat(number & OpenFlags.CLOSE_ON_EXEC).as("O_CLOEXEC").isNotZero();
            }
            assertThat(open()).isEqualTo(before);
        }
    }

    @Test
    void aFailureLeavesNothingOpen() throws IOException {
        Set<String> before = open();
        UnlinkedFiles full = in(new File("/dev/full"), true);
        assertThatIOException().isThrownBy(() -> full.deliver(CONTENT, TIME));
        assertThat(open()).isEqualTo(before);
    }

    /** Of files: other threads of this JVM have other things open. */
    private Set<String> open() throws IOException {
        Set<String> found = new TreeSet<>();
        String own = new File("/proc/self/fd").getCanonicalPath();
        for (String number : new File(own).list()) {
            if (target(own + "/" + number).startsWith(directory.getCanonicalPath())) {
                found.add(own + "/" + number);
            }
        }
        return found;
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        for (UnlinkedFiles one : both) {
            try (Delivery.Parcel parcel = one.deliver(CONTENT, TIME)) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(parcel.path()))))
                        .isEqualTo("r--------");
            }
        }
    }

    @Test
    void theTimeIsTheOneGiven() throws IOException {
        try (Delivery.Parcel parcel = files.deliver(CONTENT, TIME)) {
            assertThat(new File(parcel.path()).lastModified()).isEqualTo(TIME);
        }
    }

    @Test
    void afterTheEndThePlaceIsGoneButWhoHasItOpenReadsOn() throws IOException {
        Delivery.Parcel parcel = files.deliver(CONTENT, TIME);
        String before = target(parcel.path());
        try (InputStream reader = new FileInputStream(parcel.path())) {
            parcel.close();
            parcel.close();
            // Another thread of this JVM may have been given the number by now.
            assertThat(target(parcel.path())).isNotEqualTo(before);
            assertThat(reader.readAllBytes()).isEqualTo(CONTENT);
        }
    }

    @Test
    void twoAtOnceHavePlacesOfTheirOwn() throws IOException {
        byte[] other = "other".getBytes(StandardCharsets.US_ASCII);
        try (Delivery.Parcel one = files.deliver(CONTENT, TIME);
                Delivery.Parcel two = files.deliver(other, TIME)) {
            assertThat(one.path()).isNotEqualTo(two.path());
            assertThat(Files.readAllBytes(Path.of(one.path()))).isEqualTo(CONTENT);
            assertThat(Files.readAllBytes(Path.of(two.path()))).isEqualTo(other);
        }
    }

    @Test
    void anInterruptedThreadIsServedTooAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try (Delivery.Parcel parcel = files.deliver(CONTENT, TIME);
                InputStream in = new FileInputStream(parcel.path())) {
            assertThat(in.readAllBytes()).isEqualTo(CONTENT);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsAFailure() throws IOException {
        UnlinkedFiles nowhere = in(new File(directory, "gone"), true);
        assertThatIOException().isThrownBy(() -> nowhere.deliver(CONTENT, TIME));
    }

    @Test
    void whatStandsForAnAbsentDirectoryIsADirectory() {
        assertThat(new File(files.emptyDirectory())).isDirectory();
        assertThat(files.directory()).isSameAs(directory);
    }

    private static String target(String place) {
        try {
            return Files.readSymbolicLink(Path.of(place)).toString();
        } catch (IOException e) {
            return "gone";
        }
    }
}
