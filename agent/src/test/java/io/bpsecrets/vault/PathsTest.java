package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static final String INVALID = "{\"warnings\":[\"Invalid path for a versioned K/V secrets engine.\"]}";

    @Test
    void onlyDataThatIsMissingInAWholePathIsPutInAndOnlyIfTheServerSaysSo() {
        SecretPath path = new SecretPath("secret/app/a", true, 3);
        assertThat(new PathMistake(kv2, path).repaired(reply(404, INVALID))).isEqualTo("secret/data/app/a?version=3");
        assertThat(new PathMistake(paths(Vaults.settings("vault.mount", "secret/app")), path)
                        .repaired(reply(404, INVALID)))
                .isEqualTo("secret/app/data/a?version=3");
        assertThat(new PathMistake(kv2, whole("kv/a")).repaired(reply(404, INVALID)))
                .isEqualTo("kv/data/a");
        for (String body : new String[] {"{\"errors\":[]}", "{}", "{\"errors\":[\"no handler for route\"]}"}) {
            assertThat(new PathMistake(kv2, path).repaired(reply(404, body))).isNull();
        }
        assertThat(new PathMistake(kv2, path).repaired(reply(403, INVALID))).isNull();
        assertThat(new PathMistake(kv2, path).repaired(reply(200, INVALID))).isNull();
        assertThat(new PathMistake(kv2, relative("app/a")).repaired(reply(404, INVALID)))
                .isNull();
        assertThat(new PathMistake(kv2, relative("data/a")).repaired(reply(404, INVALID)))
                .isNull();
        assertThat(new PathMistake(kv2, whole("secret/data/app/a")).repaired(reply(404, INVALID)))
                .isNull();
        assertThat(new PathMistake(kv2, whole("secret")).repaired(reply(404, INVALID)))
                .isNull();
        assertThat(new PathMistake(paths(Vaults.settings("vault.kv-version", "1")), path).repaired(reply(404, INVALID)))
                .as("what is configured is not guessed")
                .isNull();
    }

    @Test
    void aRepairedPathStaysThatPathOnceVaultHadTheSecretThere() {
        SecretPath path = whole("secret/a");
        for (PathAnswer no : new PathAnswer[] {
            PathAnswer.failed(Outcome.DENIED, ""),
            PathAnswer.failed(Outcome.BAD_CONFIG, ""),
            PathAnswer.failed(Outcome.UNAVAILABLE, ""),
            PathAnswer.found("", Map.of("data", "x"), null)
        }) {
            assertThat(new PathMistake(kv2, path).takes("secret/data/a", no)).isFalse();
        }
        assertThat(new PathMistake(kv2, path).takes("secret/data/a", PathAnswer.failed(Outcome.NO_SECRET, "")))
                .isTrue();
        assertThat(kv2.read(path)).isEqualTo("secret/a");
        assertThat(new PathMistake(kv2, path).takes("secret/data/a", PathAnswer.failed(Outcome.DELETED, "")))
                .isTrue();
        assertThat(kv2.read(path)).isEqualTo("secret/data/a");
        assertThat(kv2.form(path, "secret/data/a")).isEqualTo(Paths.VERSIONED);
        assertThat(new PathMistake(kv2, path).repaired(reply(404, INVALID))).isNull();
        PathAnswer gone = PathAnswer.failed(Outcome.NO_SECRET, "x");
        assertThat(new PathMistake(kv2, path).suggesting(null, gone)).isSameAs(gone);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "secret      |     | 2 | data/a             | secret/data/a",
                "secret      | app | 2 | data/a             | secret/data/app/a",
                "secret      | app | 2 | data/b c           | secret/data/app/b%20c",
                "secret/data | app | 2 | a                  | secret/data/app/a",
                "secret      | data/app | 2 | a             | secret/data/app/a",
                "secret      | app | 2 | a                  | -",
                "secret      | app | 2 | a/data/b           | -",
                "secret      | app | 2 | database/b         | -",
                "secret      | app | 1 | data/a             | -",
                "secret      | app | 2 | /secret/data/data/a | /secret/data/a",
                "secret      | app | 1 | /secret/data/data/a | -",
                "secret      | app | 2 | /secret/data/a     | -",
                "secret      | app | 2 | /kv/data/data/a    | /kv/data/a",
                "secret      | app | 2 | /database/creds/a  | -",
            })
    void whatTheUserMayHaveMeantIsAsked(String mount, String base, String version, String path, String meant) {
        Paths paths = paths(Vaults.settings(
                "vault.mount", mount, "vault.path", base == null ? "" : base, "vault.kv-version", version));
        SecretPath secret = path.startsWith("/") ? whole(path.substring(1)) : relative(path);
        PathAnswer answer = new PathMistake(paths, secret).suggesting(null, PathAnswer.failed(Outcome.NO_SECRET, "x"));
        String asked = meant == null ? "" : "; did you mean " + meant + "?";
        String why = meant == null || path.startsWith("/") ? "" : " The agent adds data/ itself";
        assertThat(answer.detail()).isEqualTo("x" + asked + why);
        assertThat(answer.outcome()).isEqualTo(Outcome.NO_SECRET);
    }

    @Test
    void dataThatIsMissingInAPathWhichIsDeniedIsAskedToo() {
        PathAnswer denied = PathAnswer.failed(Outcome.DENIED, "x");
        assertThat(new PathMistake(kv2, whole("secret/app/a"))
                        .suggesting(null, denied)
                        .detail())
                .isEqualTo("x; did you mean /secret/data/app/a?");
        assertThat(new PathMistake(kv2, whole("secret/data/app/a")).suggesting(null, denied))
                .isSameAs(denied);
        assertThat(new PathMistake(kv2, whole("database/creds/a")).suggesting(null, denied))
                .isSameAs(denied);
        assertThat(new PathMistake(paths(Vaults.settings("vault.kv-version", "1")), whole("secret/app/a"))
                        .suggesting(null, denied))
                .isSameAs(denied);
        PathAnswer trouble = PathAnswer.failed(Outcome.BAD_CONFIG, "x");
        assertThat(new PathMistake(kv2, whole("kv/a"))
                        .suggesting("kv/data/a?version=3", trouble)
                        .detail())
                .isEqualTo("x; did you mean /kv/data/a?");
        PathAnswer deleted = PathAnswer.failed(Outcome.DELETED, "x");
        assertThat(new PathMistake(kv2, relative("data/a")).suggesting(null, deleted))
                .isSameAs(deleted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | a                | VERSIONED",
                "2 | data/a           | VERSIONED",
                "2 | /secret/data/a   | VERSIONED",
                "2 | /secret/a        | PLAIN",
                "2 | /secret/metadata/a | PLAIN",
                "2 | /secret/kv/data/a | AS_IT_LOOKS",
                "2 | /kv/data/a       | AS_IT_LOOKS",
                "2 | /kv/data         | PLAIN",
                "2 | /data/a          | PLAIN",
                "2 | /database/creds/a | PLAIN",
                "1 | a                | PLAIN",
                "1 | data/a           | PLAIN",
                "1 | /secret/data/a   | PLAIN",
                "1 | /kv/data/a       | AS_IT_LOOKS",
            })
    void theFormOfAnAnswerIsWhatIsConfigured(String version, String path, String form) {
        Paths paths = paths(Vaults.settings("vault.kv-version", version));
        SecretPath secret = path.startsWith("/") ? whole(path.substring(1)) : relative(path);
        int expected = Map.of("PLAIN", Paths.PLAIN, "VERSIONED", Paths.VERSIONED, "AS_IT_LOOKS", Paths.AS_IT_LOOKS)
                .get(form);
        assertThat(paths.form(secret, paths.read(secret))).isEqualTo(expected);
    }

    @Test
    void metadataIsBesideTheDataThatIsRead() {
        assertThat(kv2.metadata(relative("a"))).isEqualTo("secret/metadata/breakpilot/a");
        assertThat(kv2.metadata(whole("secret/data/app/data/a"))).isEqualTo("secret/metadata/app/data/a");
        assertThat(kv2.metadata(whole("team/kv/data/a"))).isEqualTo("team/kv/metadata/a");
        assertThat(paths(Vaults.settings("vault.mount", "a/data/kv")).metadata(whole("a/data/kv/data/b")))
                .isEqualTo("a/data/kv/metadata/b");
        assertThat(kv2.metadata(whole("kv1/a"))).isNull();
        new PathMistake(kv2, whole("secret/a")).takes("secret/data/a", PathAnswer.found("", Map.of(), "1"));
        assertThat(kv2.metadata(whole("secret/a"))).isEqualTo("secret/metadata/a");
    }

    private static SecretPath whole(String path) {
        return new SecretPath(path, true, SecretPath.LATEST);
    }

    private static Reply reply(int status, String json) {
        return new Reply(status, StrictJson.object(json.getBytes(StandardCharsets.UTF_8)), json.length());
    }

    private static Paths paths(VaultSettings settings) {
        return new Paths(settings, new Log(Log.Level.OFF, System.err::print));
    }
}
