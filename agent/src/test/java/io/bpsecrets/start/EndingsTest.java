package io.bpsecrets.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.hook.FileHook;
import io.bpsecrets.hook.OpenHook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The letters by which the hook passes most paths: a path of ours that they do not let through would be read from the disk. */
class EndingsTest {
    private static final String[] DIRECTORIES = {"secrets", "s"};
    private static final Set<String> FILES = Set.of("db_password", "tls.crt", "k", "kk", ".env", "a.");

    private final List<Object> asked = new ArrayList<>();

    @AfterEach
    void shut() {
        OpenHook.door(null);
        OpenHook.names(null);
        OpenHook.nameBytes(null);
        OpenHook.endings(null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/run/secrets",
                "/run/secrets/",
                "/s",
                "s",
                "/run/secrets/db_password",
                "/run/secrets/tls.crt",
                "/run/secrets/k",
                "/s/kk",
                "secrets/.env",
                "../secrets/a.",
                "./k",
                "k/.",
                "k/..",
                "..",
                ".",
                "/run/./tls.crt",
                "/run/secrets/sub/../tls.crt",
            })
    void everyPathThatMayBeOursIsAskedFor(String path) {
        open(DoorWiring.endings(DIRECTORIES, FILES));
        assertThat(asked(path)).as(path).containsExactly(path, path);
    }

    @Test
    void nearlyNoOtherFileOfASecretsDirectoryIs() {
        open(DoorWiring.endings(DIRECTORIES, FILES));
        List<String> let = new ArrayList<>();
        for (char before = 'a'; before <= 'z'; before++) {
            for (char last = 'a'; last <= 'z'; last++) {
                if (!asked("/run/secrets/other." + before + last).isEmpty()) {
                    let.add("" + before + last);
                }
            }
        }
        assertThat(let).contains("rd", "rt", "kk", "ts", "nv").hasSizeLessThan(15);
    }

    @Test
    void withAnImportAnyNameMayBeOne() {
        assertThat(DoorWiring.endings(DIRECTORIES, null)).isNull();
        open(null);
        assertThat(asked("/run/secrets/whatever.dat")).hasSize(2);
    }

    /** Their bytes are not their letters. */
    @ParameterizedTest
    @ValueSource(strings = {"caf\u00e9", "\u00e9t", "\u00e9"})
    void lettersBeyondAsciiTellNothing(String name) {
        assertThat(DoorWiring.endings(DIRECTORIES, Set.of(name))).isNull();
        assertThat(DoorWiring.endings(new String[] {name}, FILES)).isNull();
        assertThat(DoorWiring.endings(DIRECTORIES, Set.of("\u00e9ta"))).isNotNull();
    }

    @Test
    void theRootHasNoLetters() {
        assertThat(DoorWiring.endings(new String[] {""}, FILES)).isNull();
    }

    private void open(long[] endings) {
        OpenHook.names(DIRECTORIES);
        OpenHook.nameBytes(new byte[][] {bytes(DIRECTORIES[0]), bytes(DIRECTORIES[1])});
        OpenHook.endings(endings);
        OpenHook.door((question, more) -> {
            asked.add(more[0]);
            return null;
        });
    }

    /** As the streams and as NIO ask. */
    private List<Object> asked(String path) {
        asked.clear();
        FileHook.read(path, "open");
        FileHook.refuse(path, bytes(path), "move");
        return asked;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
