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

    private UnlinkedFiles files;

    @BeforeEach
    void onLinux() {
        assumeTrue(new File("/proc/self/fd").isDirectory(), "only Linux reaches a file by its descriptor");
        Opened.toUs("java.io");
        files = new UnlinkedFiles(directory);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 1 << 20})
    void theContentIsReadAtThePlaceByEveryApi(int length) throws IOException {
        byte[] content = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
        try (Delivery.Parcel parcel = files.deliver(content, TIME)) {
            assertThat(parcel.place()).matches("/proc/\\d+/fd/\\d+");
            for (int again = 0; again < 2; again++) {
                try (InputStream in = new FileInputStream(parcel.place())) {
                    assertThat(in.readAllBytes()).isEqualTo(content);
                }
            }
            assertThat(Files.readAllBytes(Path.of(parcel.place()))).isEqualTo(content);
            assertThat(new File(parcel.place())).hasSize(length);
        }
    }

    @Test
    void nothingIsInTheDirectory() throws IOException {
        try (Delivery.Parcel parcel = files.deliver(CONTENT, TIME)) {
            assertThat(directory).isEmptyDirectory();
            assertThat(target(parcel.place()))
                    .startsWith(directory.getCanonicalPath() + "/.bp-secrets-")
                    .endsWith(" (deleted)");
        }
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        try (Delivery.Parcel parcel = files.deliver(CONTENT, TIME)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(parcel.place()))))
                    .isEqualTo("r--------");
        }
    }

    @Test
    void theTimeIsTheOneGiven() throws IOException {
        try (Delivery.Parcel parcel = files.deliver(CONTENT, TIME)) {
            assertThat(new File(parcel.place()).lastModified()).isEqualTo(TIME);
        }
    }

    @Test
    void afterTheEndThePlaceIsGoneButWhoHasItOpenReadsOn() throws IOException {
        Delivery.Parcel parcel = files.deliver(CONTENT, TIME);
        String before = target(parcel.place());
        try (InputStream reader = new FileInputStream(parcel.place())) {
            parcel.close();
            parcel.close();
            // Another thread of this JVM may have been given the number by now.
            assertThat(target(parcel.place())).isNotEqualTo(before);
            assertThat(reader.readAllBytes()).isEqualTo(CONTENT);
        }
    }

    @Test
    void twoAtOnceHavePlacesOfTheirOwn() throws IOException {
        byte[] other = "other".getBytes(StandardCharsets.US_ASCII);
        try (Delivery.Parcel one = files.deliver(CONTENT, TIME);
                Delivery.Parcel two = files.deliver(other, TIME)) {
            assertThat(one.place()).isNotEqualTo(two.place());
            assertThat(Files.readAllBytes(Path.of(one.place()))).isEqualTo(CONTENT);
            assertThat(Files.readAllBytes(Path.of(two.place()))).isEqualTo(other);
        }
    }

    @Test
    void anInterruptedThreadIsServedTooAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try (Delivery.Parcel parcel = files.deliver(CONTENT, TIME);
                InputStream in = new FileInputStream(parcel.place())) {
            assertThat(in.readAllBytes()).isEqualTo(CONTENT);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsAFailure() {
        UnlinkedFiles nowhere = new UnlinkedFiles(new File(directory, "gone"));
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
