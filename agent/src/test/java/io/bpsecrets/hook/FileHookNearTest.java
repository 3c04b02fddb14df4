package io.bpsecrets.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths are worth a closer look; all others cost the application no more than this. */
class FileHookNearTest {
    @BeforeEach
    void directories() {
        OpenHook.names(new String[] {"secrets", "sch\u00e4tze", "etc.", "a..", "s"});
        OpenHook.nameBytes(
                new byte[][] {bytes("secrets"), bytes("sch\u00e4tze"), bytes("etc."), bytes("a.."), bytes("s")});
    }

    @AfterEach
    void shut() {
        OpenHook.names(null);
        OpenHook.nameBytes(null);
        OpenHook.inside(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/run/secrets",
                "/run/secrets/a",
                "/secrets",
                "/secrets/a",
                "secrets",
                "secrets/a",
                "../secrets/a",
                "/any/other/place/secrets/a",
                "/opt/sch\u00e4tze/a",
                "/run/etc.",
                "/run/etc./a",
                "/run/a../b",
                "/s",
                "s/a",
                ".",
                "..",
                "./a",
                "../a",
                "/a/..",
                "/run/./a",
                "/run/secrets/sub/..",
                "/run/secrets/sub/../a",
                "/run/secrets/sub/a",
                "/run/secrets/..data/a",
                "/run/secrets/sub/deep/a",
                "secrets/..data/a",
                "/secrets/x/secret/a",
                "/run/secretsx/secrets/sub/a",
                "/run/xsecrets/secrets/sub/a",
                "/opt/sch\u00e4tze/b/a",
            })
    void lookedAtClosely(String path) {
        assertThat(FileHook.near(path)).isTrue();
        assertThat(FileHook.near(bytes(path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a",
                "/a",
                "/a/b/c",
                "/run/secret/a",
                "/run/secretsx/a",
                "/run/xsecrets/a",
                "/run/Secrets/a",
                "/run/secretsx/sub/a",
                "/run/xsecrets/sub/deep/a",
                "secretsx/sub/a",
                "xs/sub/a",
                "/secrets.d/a",
                "/run/.a/b",
                "/run/b./b",
                "/run/.../b",
                "..a",
                "/opt/sch\u00e4tzf/a",
            })
    void passedAtOnce(String path) {
        assertThat(FileHook.near(path)).isFalse();
        assertThat(FileHook.near(bytes(path))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b/c", ".a"})
    void everyRelativePathWhereTheWorkingDirectoryIsInside(String path) {
        OpenHook.inside(true);
        assertThat(FileHook.near(path)).isTrue();
        assertThat(FileHook.near(bytes(path))).isTrue();
        assertThat(FileHook.near("/" + path)).as("absolute").isFalse();
        assertThat(FileHook.near(bytes("/" + path))).as("absolute").isFalse();
    }

    @Test
    void nothingWhileTheDoorIsShut() {
        OpenHook.names(null);
        OpenHook.nameBytes(null);
        OpenHook.inside(true);
        assertThat(FileHook.near("/run/secrets/a")).isFalse();
        assertThat(FileHook.near(bytes("a"))).isFalse();
    }

    @Test
    void aNullPathIsTheJdksToRefuse() {
        assertThat(FileHook.near((String) null)).isFalse();
    }

    /** The root has no name. No look may fail: it would do so in the application. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a", "/a", "/a/b", ".", "..", "/.", "/..", "a.", "/a/b/."})
    void theRootAsADirectory(String path) {
        OpenHook.names(new String[] {""});
        OpenHook.nameBytes(new byte[][] {{}});
        assertThat(FileHook.near(path)).isEqualTo(FileHook.near(bytes(path)));
        assertThat(FileHook.near("/")).isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
