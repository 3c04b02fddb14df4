package io.bpsecrets.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SmallFileTest {
    private static final String NOT_REGULAR = "it is a pipe or a device; name a regular file, or a link to one";

    @TempDir
    Path folder;

    @Test
    void aFileOfTheLargestSizeIsReadAndAByteMoreIsTooMuch() throws IOException {
        Path file = Files.write(folder.resolve("f"), new byte[SmallFile.MAX_BYTES]);
        assertThat(SmallFile.read(file.toFile())).hasSize(SmallFile.MAX_BYTES);
        Files.write(file, new byte[SmallFile.MAX_BYTES + 1]);
        assertRefused(file, "it is larger than 1 MiB");
        SmallFile cut = SmallFile.readOrPipe(file.toFile());
        assertThat(cut.problem()).isEqualTo("it is larger than 1 MiB");
        assertThat(cut.bytes()).as("what could be read").hasSize(SmallFile.MAX_BYTES);
    }

    @Test
    void linksAreFollowed() throws IOException {
        Files.createDirectory(folder.resolve("..v1"));
        Files.writeString(folder.resolve("..v1/f"), "text");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
        Path link = Files.createSymbolicLink(folder.resolve("f"), Path.of("..data/f"));
        assertThat(SmallFile.read(link.toFile()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("text");
    }

    @Test
    void whatIsNoRegularFileIsRefusedAtOnce() throws Exception {
        assertRefused(folder, "it is a directory; name a file");
        assertRefused(folder.resolve("gone"), "no such file");
        assertRefused(pipe(), NOT_REGULAR);
        assertRefused(Files.createSymbolicLink(folder.resolve("link"), pipe()), NOT_REGULAR);
        assertRefused(Path.of("/dev/zero"), NOT_REGULAR);
        assertRefused(Path.of("/dev/null"), NOT_REGULAR);
    }

    /** Its length is 0 for stat. */
    @Test
    void aFileOfTheKernelIsRead() throws IOException {
        assertThat(SmallFile.read(new File("/proc/self/cmdline"))).isNotEmpty();
    }

    @Test
    void whatCameThroughAPipeIsThereAlthoughItDoesNotEnd() throws Exception {
        Path pipe = pipe();
        try (RandomAccessFile both = new RandomAccessFile(pipe.toFile(), "rw")) {
            both.write("required=A".getBytes(StandardCharsets.UTF_8));
            SmallFile read = SmallFile.readOrPipe(pipe.toFile());
            assertThat(read.problem()).isEqualTo("it is a pipe or a device that did not end within 2 s");
            assertThat(read.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("required=A");
        }
    }

    @Test
    void aDeviceThatNeverEndsIsCutOff() {
        SmallFile read = SmallFile.readOrPipe(new File("/dev/zero"));
        assertThat(read.problem()).isEqualTo("it is larger than 1 MiB");
        assertThat(read.bytes()).hasSize(SmallFile.MAX_BYTES);
        assertThat(SmallFile.readOrPipe(new File("/dev/null")).problem()).isNull();
    }

    @Test
    void noThreadIsStartedForARegularFile() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "a=1");
        int before = Thread.activeCount();
        assertThat(SmallFile.readOrPipe(file.toFile()).problem()).isNull();
        assertThat(Thread.activeCount()).isEqualTo(before);
    }

    @Test
    void aStreamIsBoundedToo() throws IOException {
        assertThat(SmallFile.rest(new ByteArrayInputStream(new byte[5]))).hasSize(5);
        assertThatIOException()
                .isThrownBy(() -> SmallFile.rest(new ByteArrayInputStream(new byte[SmallFile.MAX_BYTES + 1])));
    }

    private static void assertRefused(Path file, String why) {
        assertThatIOException().isThrownBy(() -> SmallFile.read(file.toFile())).withMessage(why);
    }

    private Path pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        if (!Files.exists(pipe)) {
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();
        }
        return pipe;
    }
}
