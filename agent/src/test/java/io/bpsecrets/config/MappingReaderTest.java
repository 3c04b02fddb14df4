package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Secret;
import io.bpsecrets.chain.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingReaderTest {
    private static final int PROFILE_ROWS = 24;

    @TempDir
    Path folder;

    @Test
    void theProfileIsOnWhereNoSecretAndNoImportIsNamed() throws IOException {
        assertThat(mapping("vault.mount=kv").secrets()).hasSize(PROFILE_ROWS);
        assertThat(mapping("default.STRIPE_API_KEY=x", "required=JWT_SECRET").secrets())
                .hasSize(PROFILE_ROWS);
        assertThat(mapping("secret.A=a#b").secrets()).containsOnlyKeys("A");
        assertThat(mapping("import=a").secrets()).isEmpty();
    }

    @Test
    void theProfileCanBeAskedForOrRefused() throws IOException {
        assertThat(mapping("profile=breakpilot", "secret.A=a#b").secrets()).hasSize(PROFILE_ROWS + 1);
        assertThat(mapping("profile=none").isEmpty()).isTrue();
        assertThat(mapping("profile=none", "required=JWT_SECRET").secrets()).containsOnlyKeys("JWT_SECRET");
    }

    @Test
    void aLineOfTheUserReplacesTheProfilesPath() throws IOException {
        Mapping mapping = mapping("profile=breakpilot", "secret.JWT_SECRET=mine#x", "default.JWT_REFRESH_SECRET=d");
        Secret mine = mapping.secrets().get("JWT_SECRET");
        assertThat(mine.references()).hasToString("[mine#x]");
        assertThat(mine.explicit()).isTrue();
        Secret theirs = mapping.secrets().get("JWT_REFRESH_SECRET");
        assertThat(theirs.references()).hasToString("[auth/jwt#refresh_secret]");
        assertThat(theirs.explicit()).isFalse();
        assertThat(theirs.defaultValue()).isEqualTo("d");
    }

    @Test
    void orderOfAllAndOfOne() throws IOException {
        Mapping mapping = mapping("order=env,vault", "order.B=docker", "secret.A=a#b", "secret.B=a#b");
        assertThat(mapping.secrets().get("A").order()).containsExactly(Source.ENVIRONMENT, Source.VAULT);
        assertThat(mapping.secrets().get("B").order()).containsExactly(Source.DOCKER);
        assertThat(mapping("secret.A=a#b").secrets().get("A").order())
                .containsExactly(Source.VAULT, Source.ENVIRONMENT, Source.DOCKER, Source.DEFAULT);
    }

    @Test
    void anOrderNamesEachSourceOnceAndAtLeastOne() throws IOException {
        assertThat(new UserInput(folder).file("order=env,env", "order.A=,").problems())
                .satisfiesExactly(
                        one -> assertThat(one).endsWith(":1: order names a source twice"),
                        two -> assertThat(two)
                                .endsWith(":2: order.A must name at least one of vault, env, docker, default"));
    }

    @Test
    void theFileNameIsTheNameInLowerCaseElseAsGiven() throws IOException {
        Mapping mapping = mapping("secret.API_KEY=a#b", "secret.B=a#b", "file.B=Bee.txt");
        assertThat(mapping.secrets().get("API_KEY").fileName()).isEqualTo("api_key");
        assertThat(mapping.secrets().get("B").fileName()).isEqualTo("Bee.txt");
    }

    @Test
    void twoSecretsHaveTwoFiles() throws IOException {
        assertThat(new UserInput(folder)
                        .file("secret.A=a#b", "secret.B=a#b", "file.B=a")
                        .problems())
                .singleElement()
                .asString()
                .contains(":3: file.B gives B and A the same file name");
        assertThat(new UserInput(folder).file("secret.A=a#b", "secret.a=a#b").problems())
                .singleElement()
                .asString()
                .contains("the same file name");
    }

    @Test
    void aFileNameHasNoDirectory() throws IOException {
        for (String bad : new String[] {"", "a/b", "/etc/passwd", "..", ".", "a\\u0001b"}) {
            assertThat(new UserInput(folder).file("file.A=" + bad).problems())
                    .singleElement()
                    .asString()
                    .endsWith(":1: file.A must be the name of a file, without a directory");
        }
    }

    @Test
    void aDefaultMayBeEmptyAndKeepsItsBlanks() throws IOException {
        Mapping mapping = mapping("default.A=", "default.B=\\ x ", "secret.C=a#b");
        assertThat(mapping.secrets().get("A").defaultValue()).isEmpty();
        assertThat(mapping.secrets().get("B").defaultValue()).isEqualTo(" x ");
        assertThat(mapping.secrets().get("C").defaultValue()).isNull();
    }

    @Test
    void aDefaultMayHoldAnything() throws IOException {
        assertThat(mapping("default.A=line 1\\nline 2\\r\\t\\u0007\\u007f")
                        .secrets()
                        .get("A")
                        .defaultValue())
                .isEqualTo("line 1\nline 2\r\t\u0007\u007f");
    }

    @Test
    void theEncodingOfAFileIsBase64OrNone() throws IOException {
        Mapping mapping = mapping("secret.A=a#b", "encoding.A=base64", "secret.B=a#b");
        assertThat(mapping.secrets().get("A").base64()).isTrue();
        assertThat(mapping.secrets().get("B").base64()).isFalse();
        UserInput input = new UserInput(folder);
        for (String other : new String[] {"", "BASE64", "hex", "base64,hex", "none"}) {
            assertThat(input.file("encoding.A=" + other).problems())
                    .containsExactly(input.location(1) + ": encoding.A must be one of base64");
        }
    }

    @Test
    void aRequiredNameWithoutAnyPathIsMappedToo() throws IOException {
        Secret lonely = mapping("secret.A=a#b", "required=A, B").secrets().get("B");
        assertThat(lonely.required()).isTrue();
        assertThat(lonely.references()).isEmpty();
        assertThat(lonely.explicit()).isFalse();
    }

    @Test
    void namesAreExactButForWindows() throws IOException {
        UserInput input = new UserInput(folder).file("secret.Path_Key=a#b", "import=database");
        Mapping exact = input.load(false).settings().mapping();
        assertThat(exact.covers("Path_Key")).isTrue();
        assertThat(exact.covers("PATH_KEY")).isFalse();
        assertThat(exact.covers("database_url")).isFalse();
        Mapping windows = input.load(true).settings().mapping();
        assertThat(windows.covers("PATH_KEY")).isTrue();
        assertThat(windows.covers("database_url")).isTrue();
    }

    @Test
    void secretsAreInTheOrderOfTheirLines() throws IOException {
        Mapping mapping = mapping("default.C=x", "required=D,A", "secret.Z=a#b", "secret.B=a#b", "secret.C=a#b");
        assertThat(mapping.secrets().keySet()).containsExactly("Z", "B", "C", "A", "D");
        assertThat(mapping.secrets().values()).extracting(Secret::name).containsExactly("Z", "B", "C", "A", "D");
    }

    @Test
    void systemPropertiesReferencesAndTheProfileComeAfterTheLines() throws IOException {
        Mapping mapping = new UserInput(folder)
                .file("profile=breakpilot", "secret.VAST_API_KEY=a#b", "secret.B=a#b")
                .property("bp.secrets.secret.Y", "a#b")
                .property("bp.secrets.secret.X", "a#b")
                .property("bp.secrets.secret.VAST_API_KEY", "c#d")
                .variable("W", "vault:a/b#c")
                .variable("V", "vault:a/b#c")
                .settings()
                .mapping();
        List<String> names = List.copyOf(mapping.secrets().keySet());
        assertThat(names.subList(0, 6)).containsExactly("VAST_API_KEY", "B", "X", "Y", "V", "W");
        assertThat(names.subList(6, 10))
                .as("the profile's own order, without what a line has named")
                .containsExactly("ANTHROPIC_API_KEY", "STRIPE_API_KEY", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET");
        assertThat(mapping.secrets().get("VAST_API_KEY").references()).hasToString("[c#d]");
    }

    @Test
    void theOrderIsTheLinesOnWindowsToo() throws IOException {
        Mapping windows = new UserInput(folder)
                .file("required=path_key", "default.PATH_KEY=d", "secret.Z=a#b", "secret.Path_Key=a#b", "secret.A=a#b")
                .load(true)
                .settings()
                .mapping();
        assertThat(windows.secrets().keySet()).containsExactly("Z", "Path_Key", "A");
        assertThat(windows.secrets().get("PATH_KEY").references()).hasToString("[a#b]");
        assertThat(windows.secrets().get("PATH_KEY").required()).isTrue();
        assertThat(windows.secrets().get("PATH_KEY").defaultValue()).isEqualTo("d");
        assertThat(windows.secrets().containsKey("z")).isTrue();
        assertThat(windows.secrets()).hasSize(3);
    }

    @Test
    void aRemovedValueIsKeptUnlessDropIsSet() throws IOException {
        Mapping mapping = mapping("secret.A=a#b", "secret.B=a#b", "on-removed.B=drop");
        assertThat(mapping.secrets().get("A").keepsRemoved()).isTrue();
        assertThat(mapping.secrets().get("B").keepsRemoved()).isFalse();
        Mapping dropping = mapping("on-removed=drop", "secret.A=a#b", "secret.B=a#b", "on-removed.B=keep");
        assertThat(dropping.secrets().get("A").keepsRemoved()).isFalse();
        assertThat(dropping.secrets().get("B").keepsRemoved()).isTrue();
        UserInput input = new UserInput(folder).file("on-removed=stale", "secret.A=a#b", "on-removed.A=");
        assertThat(input.problems())
                .containsExactly(
                        input.location(1) + ": on-removed must be one of keep, drop",
                        input.location(3) + ": on-removed.A must be one of keep, drop");
    }

    @Test
    void onRemovedOfANameThatNothingMapsIsAnError() throws IOException {
        UserInput input = new UserInput(folder).file("secret.A=a#b", "import=database", "on-removed.B=drop");
        assertThat(input.problems())
                .singleElement()
                .asString()
                .startsWith(input.location(3) + ": on-removed.B is for a name which no secret.NAME, import,");
        Mapping mapping = mapping("secret.A=a#b", "import=database", "on-removed.DATABASE_URL=drop");
        assertThat(mapping.secrets()).containsOnlyKeys("A");
    }

    @Test
    void onWindowsOnRemovedIgnoresCase() throws IOException {
        Mapping windows = new UserInput(folder)
                .file("secret.Path_Key=a#b", "on-removed.PATH_KEY=drop")
                .load(true)
                .settings()
                .mapping();
        assertThat(windows.secrets().get("path_key").keepsRemoved()).isFalse();
    }

    private Mapping mapping(String... lines) throws IOException {
        return new UserInput(folder).file(lines).settings().mapping();
    }
}
