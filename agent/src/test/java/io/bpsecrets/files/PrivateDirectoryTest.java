package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);
    private static final long TIME = 1_600_000_000_000L;

    @TempDir
    File parent;

    private PrivateDirectory files;

    @BeforeEach
    void make() throws IOException {
        assumeTrue(File.separatorChar == '/', "files are not served on Windows");
        files = new PrivateDirectory(parent);
        files.deliver(CONTENT, TIME).close();
    }

    @Test
    void nobodyElseGetsIn() throws IOException {
        assertThat(files.directory().getParentFile()).isEqualTo(parent);
        assertThat(mode(files.directory())).isEqualTo("rwx------");
    }

    @Test
    void theFileCanOnlyBeRead() throws IOException {
        try (Delivery.Parcel parcel = files.deliver(CONTENT, TIME)) {
            assertThat(mode(new File(parcel.path()))).isEqualTo("r--------");
        }
    }

    @Test
    void theContentIsReadAtThePlaceAndHasItsTime() throws IOException {
        try (Delivery.Parcel parcel = files.deliver(CONTENT, TIME)) {
            Path place = Path.of(parcel.path());
            assertThat(place).isAbsolute().hasBinaryContent(CONTENT);
            assertThat(place.toFile().lastModified()).isEqualTo(TIME);
            assertThat(place.toFile().getParentFile()).isEqualTo(files.directory());
        }
    }

    @Test
    void theEndOfOneFileDeletesItAndNoOther() throws IOException {
        Delivery.Parcel one = files.deliver(CONTENT, TIME);
        Delivery.Parcel two = files.deliver(CONTENT, TIME);
        one.close();
        assertThat(new File(one.path())).doesNotExist();
        assertThat(new File(two.path())).exists();
        two.close();
        assertThat(files.directory().list()).containsExactly("empty");
    }

    @Test
    void whatStandsForAnAbsentDirectoryIsEmpty() {
        assertThat(new File(files.emptyDirectory())).isEmptyDirectory();
    }

    @Test
    void twoOfOneParentDoNotMeet() throws IOException {
        PrivateDirectory other = new PrivateDirectory(parent);
        other.deliver(CONTENT, TIME).close();
        assertThat(other.directory()).isNotEqualTo(files.directory());
    }

    @Test
    void aParentThatIsNotThereIsNamed() {
        File gone = new File(parent, "gone");
        assertThatIOException()
                .isThrownBy(() -> new PrivateDirectory(gone).deliver(CONTENT, TIME))
                .withMessage("no private directory can be made in " + gone);
    }

    @Test
    void aParentInWhichOthersMayRenameIsRefused() throws IOException {
        Files.setPosixFilePermissions(parent.toPath(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertRefused();
    }

    @Test
    void soIsTheParentOfAnotherUser() throws IOException {
        assumeTrue((Integer) Files.getAttribute(parent.toPath(), "unix:uid") == 0, "only root may give a folder away");
        Files.setAttribute(parent.toPath(), "unix:uid", 65534);
        assertRefused();
    }

    private void assertRefused() {
        String[] before = parent.list();
        assertThatIOException()
                .isThrownBy(() -> new PrivateDirectory(parent).deliver(CONTENT, TIME))
                .withMessageContaining("no private directory can be made in " + parent);
        assertThat(parent.list()).containsExactlyInAnyOrder(before);
    }

    private static String mode(File file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file.toPath()));
    }
}
