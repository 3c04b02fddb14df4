package io.bpsecrets.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.config.LoadedSettings;
import io.bpsecrets.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OthersMayWriteTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aFileOfTheServiceAlone() throws IOException {
        file = Files.writeString(folder.resolve("secret-id"), "x");
        mode(file, "rw-------");
        mode(folder, "rwxr-xr-x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vault.token-file",
                "vault.role-id-file",
                "vault.secret-id-file",
                "vault.jwt-file",
                "vault.password-file",
                "vault.ca-cert",
                "vault.client-cert"
            })
    void aFileThatOthersMayWriteIsNamedWithItsKeyAndMode(String key) throws IOException {
        assertThat(said(key, file)).isEmpty();
        mode(file, "rw-r--rw-");
        assertThat(said(key, file))
                .contains("WARN other users may write " + key + " " + file + " (mode 0646): ", "chmod go-w");
    }

    @Test
    void theSettingsAreOneOfThem() throws IOException {
        Path settings = Files.writeString(folder.resolve("agent.properties"), "secret.A=a#b\n");
        mode(settings, "rw-rw-rw-");
        LoadedSettings config =
                LoadedSettings.load(settings.toString(), Map.of(), Map.of(), new File("/nowhere/x.jar"), false, null);
        assertThat(said(config)).contains("the settings " + settings + " (mode 0666)");
    }

    @Test
    void aFolderInWhichOthersMayReplaceTheFileIsSaidTooAndOneWithTheStickyBitIsNot() throws Exception {
        mode(folder, "rwxrwxrwx");
        assertThat(said("vault.token-file", file)).contains("(its folder has mode 0777)");
        Files.setAttribute(folder, "unix:mode", 01777);
        assertThat(said("vault.token-file", file)).isEmpty();
    }

    @Test
    void theFileBehindALinkCountsAndTheFolderOfTheLink() throws IOException {
        Path links = Files.createDirectory(folder.resolve("links"));
        Path link = Files.createSymbolicLink(links.resolve("token"), file);
        mode(links, "rwxr-xr-x");
        assertThat(said("vault.token-file", link)).isEmpty();
        mode(file, "rw-rw-rw-");
        assertThat(said("vault.token-file", link)).contains(link + " (mode 0666)");
        mode(file, "rw-------");
        mode(links, "rwxrwxrwx");
        assertThat(said("vault.token-file", link)).contains("(its folder has mode 0777)");
    }

    /** The layout of a volume: a folder with the sticky bit, two links, files that all may read. */
    @Test
    void aVolumeOfKubernetesIsGood() throws IOException {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        Path data = Files.createDirectory(volume.resolve("..2026_11_26"));
        mode(data, "rwxr-xr-x");
        Path real = Files.writeString(data.resolve("token"), "x");
        mode(real, "rw-r--r--");
        Files.createSymbolicLink(volume.resolve("..data"), Path.of("..2026_11_26"));
        Path token = Files.createSymbolicLink(volume.resolve("token"), Path.of("..data/token"));
        Files.setAttribute(volume, "unix:mode", 01777);
        assertThat(said("vault.jwt-file", token)).isEmpty();
    }

    @Test
    void aGroupIsAStrangerOnlyIfThisProcessIsNotInIt() throws IOException {
        mode(file, "rw-rw----");
        assertThat(said("vault.token-file", file))
                .as("the group of this process")
                .isEmpty();
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root may give a file away");
        Files.setAttribute(file, "unix:gid", 54_321, LinkOption.NOFOLLOW_LINKS);
        mode(file, "rw-rw----");
        assertThat(said("vault.token-file", file)).contains("(mode 0660)");
        mode(file, "rw-r-----");
        assertThat(said("vault.token-file", file)).isEmpty();
    }

    @Test
    void whatIsNoFileIsNotJudged() {
        assertThat(said("vault.token-file", folder.resolve("gone"))).isEmpty();
        assertThat(said("vault.token-file", Path.of("/dev/null"))).isEmpty();
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private String said(String key, Path named) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "bp.secrets.vault.address",
                "https://v",
                "bp.secrets.secret.A",
                "a#b",
                "bp.secrets." + key,
                named.toString()));
        return said(LoadedSettings.load(
                null, properties, Map.of("VAULT_TOKEN", "t"), new File("/nowhere/x.jar"), false, null));
    }

    private static String said(LoadedSettings config) {
        assertThat(config.problems()).isEmpty();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new OthersMayWrite(config.settings(), new Log(Log.Level.WARN, new PrintStream(bytes)::print)).run();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
