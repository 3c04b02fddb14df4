package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths are never read; OwnCredentialsIT asks a real server which of them it answers. */
class ReservedPathsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth/token/lookup-self",
                "auth//token///lookup-self/",
                " auth / token/lookup-self",
                "v1/auth/token/lookup-self",
                "v1/v1/auth/token/lookup-self",
                "%61uth/token/lookup-self",
                "a%75th/token/lookup-self",
                "auth%2Ftoken%2flookup-self",
                "%2561uth/token/lookup-self",
                "secret/%2e%2e/auth/token/lookup-self",
                "auth/approle/role/billing/role-id",
                "sys/mounts",
                "sys/internal/ui/mounts",
                "sys/x",
                "cubbyhole/response",
                "ns1/auth/token/lookup-self",
                "ns1/ns2/auth/token/lookup-self",
                "ns1/auth%2Ftoken%2Flookup-self",
                "ns1/auth/token/accessors",
                "ns1/auth/approle/role/billing/role-id",
                "ns1/auth/userpass/login/bob",
                "ns1/sys/mounts",
                "ns1/sys/internal/ui/mounts",
                "ns1/sys/config/ui",
                "ns1/cubbyhole/response",
                "ns1/ns2/cubbyhole/x",
            })
    void theTokensOwnPathsAreRefusedInEverySpelling(String path) throws IOException {
        assertThat(ReferenceParser.isReserved(path, null)).isTrue();
        String text = "vault:" + path + "#id";
        boolean handedOver = EnvironmentReference.of(text) == null;
        assertThat(new UserInput(folder).variable("REFERENCE", text).settings().warnings())
                .as("a text without a slash, or with a blank in front, is no reference")
                .hasSize(handedOver ? 0 : 1)
                .allSatisfy(line -> assertThat(line).contains("REFERENCE (").doesNotContain("lookup-self"));
        assertThat(new UserInput(folder)
                        .file("secret.A=/" + path.trim() + "#id")
                        .problems())
                .hasSize(1);
        assertThat(new UserInput(folder)
                        .file("secret.A=a#b, /" + path.trim() + "#id")
                        .problems())
                .hasSize(1);
        assertThat(new UserInput(folder).file("import=/" + path.trim()).problems())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret/data/auth/jwt",
                "secret/data/auth/token/lookup-self",
                "secret/data/breakpilot/sys/mounts",
                "secret/metadata/cubbyhole/x",
                "kv/auth/jwt",
                "kv/auth/keycloak/config",
                "kv/sys/config",
                "kv/sys",
                "kv/cubbyhole",
                "database/creds/sys",
                "database/creds/auth",
                "AUTH/token/lookup-self",
                "authority/token/lookup-self",
                "system/mounts",
                "team/secret/data/auth/jwt",
            })
    void pathsOfMountsAreNot(String path) throws IOException {
        assertThat(ReferenceParser.isReserved(path, null)).isFalse();
        assertThat(new UserInput(folder)
                        .file("secret.A=/" + path + "#value", "import=/" + path)
                        .variable("REFERENCE", "vault:" + path + "#value")
                        .settings()
                        .warnings())
                .isEmpty();
    }

    @Test
    void theNamespaceOfTheSettingsIsNotTakenForAMount() {
        assertThat(ReferenceParser.isReserved("shop/eu/auth/any", "shop/eu/")).isTrue();
        assertThat(ReferenceParser.isReserved("shop/eu/sys/any", "/shop/eu")).isTrue();
        assertThat(ReferenceParser.isReserved("shop/eu/kv/any", "shop/eu")).isFalse();
        assertThat(ReferenceParser.isReserved("shop/auth/any", "shop/eu")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "/sys/", "cubbyhole", "//auth//token", "v1/sys", "%73ys", "ns1/auth/token/x"})
    void aMountThereIsAnError(String mount) throws IOException {
        assertThat(new UserInput(folder)
                        .file("vault.mount=" + mount, "secret.A=a#b")
                        .problems())
                .singleElement()
                .asString()
                .contains("vault.mount is in auth/, sys/ or cubbyhole/");
        assertThat(new UserInput(folder).variable("VAULT_SECRETS_MOUNT", mount).problems())
                .hasSize(1);
    }

    /** The profile has auth/jwt, an import auth/*: relative ones are below the mount. */
    @Test
    void aRelativePathMayBeginLikeThem() throws IOException {
        new UserInput(folder)
                .file("secret.A=auth/jwt#secret, sys/mounts#x", "import=auth/*, cubbyhole/x")
                .settings();
    }
}
