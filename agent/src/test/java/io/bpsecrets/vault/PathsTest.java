package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PathsTest {
    private final Paths kv2 = paths(Vaults.settings());

    @Test
    void versionTwoHasDataBehindTheMount() {
        assertThat(kv2.read(relative("database/postgres"))).isEqualTo("secret/data/breakpilot/database/postgres");
        assertThat(kv2.list(relative("auth"))).isEqualTo("secret/metadata/breakpilot/auth/?list=true");
        assertThat(kv2.list(relative(""))).isEqualTo("secret/metadata/breakpilot/?list=true");
    }

    @Test
    void aVersionIsPinnedByTheQuery() {
        assertThat(kv2.read(new SecretPath("a/b", false, 12))).isEqualTo("secret/data/breakpilot/a/b?version=12");
    }

    @Test
    void versionOneHasNoDataInItsPath() {
        Paths kv1 = paths(Vaults.settings("vault.kv-version", "1", "vault.mount", "kv"));
        assertThat(kv1.read(relative("a"))).isEqualTo("kv/breakpilot/a");
        assertThat(kv1.list(relative("a"))).isEqualTo("kv/breakpilot/a/?list=true");
    }

    @Test
    void mountAndBaseMayHaveSeveralSegmentsAndStraySlashes() {
        Paths paths = paths(Vaults.settings("vault.mount", "/team//kv/", "vault.path", "/a/b/"));
        assertThat(paths.read(relative("c"))).isEqualTo("team/kv/data/a/b/c");
    }

    @Test
    void theBaseMayBeEmpty() {
        Paths paths = paths(Vaults.settings("vault.path", ""));
        assertThat(paths.read(relative("c"))).isEqualTo("secret/data/c");
        assertThat(paths.list(relative(""))).isEqualTo("secret/metadata/?list=true");
    }

    @Test
    void aWholePathIsTakenAsItIs() {
        assertThat(kv2.read(new SecretPath("database/creds/app", true, SecretPath.LATEST)))
                .isEqualTo("database/creds/app");
    }

    @Test
    void everySegmentIsEncoded() {
        assertThat(kv2.read(relative("a b/c%2Fd/e?f#g/\u00e4\u20ac/+&=;:@/-._~")))
                .isEqualTo("secret/data/breakpilot/a%20b/c%252Fd/e%3Ff%23g/%C3%A4%E2%82%AC/%2B%26%3D%3B%3A%40/-._~");
        assertThat(kv2.read(relative("a\r\nX-Evil: 1"))).isEqualTo("secret/data/breakpilot/a%0D%0AX-Evil%3A%201");
    }

    private static SecretPath relative(String path) {
        return new SecretPath(path, false, SecretPath.LATEST);
    }

    @Test
    void doubledDataIsAlsoLookedForAsTheUserMeantIt() {
        Reply nothing = reply(404, "{\"errors\":[]}");
        assertThat(paths(Vaults.settings("vault.mount", "secret/data")).otherSpelling(relative("a"), nothing))
                .isEqualTo("secret/data/breakpilot/a");
        assertThat(paths(Vaults.settings("vault.path", "data/app")).otherSpelling(relative("a"), nothing))
                .isEqualTo("secret/data/app/a");
        assertThat(paths(Vaults.settings("vault.path", "")).otherSpelling(relative("data/a"), nothing))
                .isEqualTo("secret/data/a");
        assertThat(kv2.otherSpelling(relative("a"), nothing)).isNull();
        assertThat(paths(Vaults.settings("vault.path", "")).otherSpelling(relative("data/a"), reply(403, "{}")))
                .as("a policy for the right path forbids the wrong one")
                .isEqualTo("secret/data/a");
        assertThat(paths(Vaults.settings("vault.path", "")).otherSpelling(relative("data/a"), reply(400, "{}")))
                .isNull();
    }

    @Test
    void aWholePathThatLacksDataIsUnderstoodWhereTheServerSaysSo() {
        Reply versioned = reply(404, "{\"warnings\":[\"Invalid path for a versioned K/V secrets engine.\"]}");
        SecretPath path = new SecretPath("secret/app/a", true, 3);
        assertThat(kv2.otherSpelling(path, versioned)).isEqualTo("secret/data/app/a?version=3");
        assertThat(paths(Vaults.settings("vault.mount", "secret/app")).otherSpelling(path, versioned))
                .isEqualTo("secret/app/data/a?version=3");
        assertThat(kv2.otherSpelling(path, reply(404, "{\"errors\":[]}"))).isNull();
        assertThat(kv2.otherSpelling(path, reply(403, "{}"))).isEqualTo("secret/data/app/a?version=3");
        SecretPath right = new SecretPath("secret/data/app/a", true, SecretPath.LATEST);
        assertThat(kv2.otherSpelling(right, reply(403, "{}"))).isNull();
        SecretPath elsewhere = new SecretPath("database/creds/app", true, SecretPath.LATEST);
        assertThat(kv2.otherSpelling(elsewhere, reply(403, "{}"))).isNull();
    }

    @Test
    void metadataIsBesideTheDataThatIsRead() {
        assertThat(kv2.metadata(relative("a"))).isEqualTo("secret/metadata/breakpilot/a");
        assertThat(kv2.metadata(whole("secret/data/app/data/a"))).isEqualTo("secret/metadata/app/data/a");
        assertThat(kv2.metadata(whole("team/kv/data/a"))).isEqualTo("team/kv/metadata/a");
        assertThat(paths(Vaults.settings("vault.mount", "a/data/kv")).metadata(whole("a/data/kv/data/b")))
                .isEqualTo("a/data/kv/metadata/b");
        assertThat(kv2.metadata(whole("kv1/a"))).isNull();
        kv2.remember(relative("data/a"), "secret/data/a");
        assertThat(kv2.metadata(relative("data/a"))).isEqualTo("secret/metadata/a");
    }

    private static SecretPath whole(String path) {
        return new SecretPath(path, true, SecretPath.LATEST);
    }

    @Test
    void aSpellingThatWasFoundIsUsedFromThenOn() {
        kv2.remember(relative("a"), "secret/data/a");
        assertThat(kv2.read(relative("a"))).isEqualTo("secret/data/a");
    }

    private static Reply reply(int status, String json) {
        return new Reply(status, StrictJson.object(json.getBytes(StandardCharsets.UTF_8)), json.length());
    }

    private static Paths paths(VaultSettings settings) {
        return new Paths(settings, new Log(Log.Level.OFF, System.err, null));
    }
}
