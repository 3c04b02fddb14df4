package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.log.Log;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path folder;

    /** Written out: the built-in values of the contract. */
    @Test
    void builtInValues() {
        Settings settings = new UserInput(folder).settings();
        VaultSettings vault = settings.vault();
        assertThat(vault.addresses()).isEmpty();
        assertThat(vault.namespace()).isNull();
        assertThat(vault.method()).isEqualTo(AuthMethod.TOKEN);
        assertThat(vault.authMount()).isEqualTo("token");
        assertThat(vault.mount()).isEqualTo("secret");
        assertThat(vault.basePath()).isEqualTo("breakpilot");
        assertThat(vault.kvVersion()).isEqualTo(2);
        assertThat(vault.skipVerify()).isFalse();
        assertThat(vault.connectTimeoutMillis()).isEqualTo(2_000);
        assertThat(vault.readTimeoutMillis()).isEqualTo(5_000);
        assertThat(vault.deadlineMillis()).isEqualTo(10_000);
        assertThat(settings.refreshMillis()).isEqualTo(60_000);
        assertThat(settings.directories()).containsExactly(new File("/run/secrets"));
        assertThat(settings.childrenInherit()).isEmpty();
        assertThat(settings.weaveWithout()).isEmpty();
        assertThat(settings.keepOnOutage()).isTrue();
        assertThat(settings.checkAtStart()).isFalse();
        assertThat(settings.off()).isFalse();
        assertThat(settings.logLevel()).isEqualTo(Log.Level.INFO);
        assertThat(settings.logFile()).isNull();
        assertThat(settings.origin()).isEqualTo("no properties file");
    }

    @Test
    void givenValues() throws IOException {
        Settings settings = new UserInput(folder)
                .file(
                        "vault.address=https://a, http://b:8200/",
                        "vault.namespace=team",
                        "vault.auth=approle",
                        "vault.auth-mount=approle-2",
                        "vault.role-id=r",
                        "vault.mount=kv",
                        "vault.path=",
                        "vault.kv-version=1",
                        "vault.ca-cert=/ca.pem",
                        "vault.skip-verify=ON",
                        "vault.connect-timeout=1ms",
                        "vault.read-timeout=1",
                        "vault.deadline=300ms",
                        "refresh.interval=0",
                        "files.directory=/a, /b",
                        "secret.A=a#b",
                        "children.inherit=A",
                        "on-outage=fallback",
                        "startup=check",
                        "mode=off",
                        "log.level=debug",
                        "log.file=/log")
                .settings();
        VaultSettings vault = settings.vault();
        assertThat(vault.addresses()).hasToString("[https://a:443, http://b:8200]");
        assertThat(vault.namespace()).isEqualTo("team");
        assertThat(vault.method()).isEqualTo(AuthMethod.APPROLE);
        assertThat(vault.authMount()).isEqualTo("approle-2");
        assertThat(vault.text(Credential.ROLE_ID)).isEqualTo("r");
        assertThat(vault.mount()).isEqualTo("kv");
        assertThat(vault.basePath()).isEmpty();
        assertThat(vault.kvVersion()).isEqualTo(1);
        assertThat(vault.caCert()).isEqualTo("/ca.pem");
        assertThat(vault.skipVerify()).isTrue();
        assertThat(vault.connectTimeoutMillis())
                .as("0 would be for ever to a socket")
                .isEqualTo(1);
        assertThat(vault.readTimeoutMillis()).isEqualTo(1_000);
        assertThat(vault.deadlineMillis()).isEqualTo(300);
        assertThat(settings.refreshMillis()).isZero();
        assertThat(settings.directories()).containsExactly(new File("/a"), new File("/b"));
        assertThat(settings.childrenInherit()).containsExactly("A");
        assertThat(settings.keepOnOutage()).isFalse();
        assertThat(settings.checkAtStart()).isTrue();
        assertThat(settings.off()).isTrue();
        assertThat(settings.logLevel()).isEqualTo(Log.Level.DEBUG);
        assertThat(settings.logFile()).isEqualTo("/log");
        assertThat(settings.origin()).endsWith("test.properties");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vault.namespace",
                "vault.auth-mount",
                "vault.token",
                "vault.token-file",
                "vault.role-id",
                "vault.role-id-file",
                "vault.secret-id",
                "vault.secret-id-file",
                "vault.mount",
                "vault.ca-cert",
                "log.file",
            })
    void aTextIsNeitherEmptyNorHasAControlCharacter(String key) throws IOException {
        UserInput input = new UserInput(folder);
        String place = input.location(1) + ": " + key;
        assertThat(input.file(key + "=").problems())
                .containsExactly(place + " is empty; remove it to have the built-in value");
        assertThat(input.file(key + "=a\\nb").problems())
                .containsExactly(place + " has a control character in it, such as a line end");
    }

    @Test
    void theBasePathMayBeEmptyButHasNoControlCharacterEither() throws IOException {
        UserInput input = new UserInput(folder);
        assertThat(input.file("vault.path=").settings().vault().basePath()).isEmpty();
        assertThat(input.file("vault.path=a\\u0007b").problems())
                .containsExactly(input.location(1) + ": vault.path has a control character in it, such as a line end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault.connect-timeout", "vault.read-timeout", "vault.deadline"})
    void aWaitMustBeginAndEnd(String key) throws IOException {
        UserInput input = new UserInput(folder);
        for (String none : new String[] {"0", "0ms", "0h", ""}) {
            assertThat(input.file(key + "=" + none).problems())
                    .containsExactly(
                            input.location(1) + ": " + key + " must be a time above 0 such as 500ms, 10s or 2m");
        }
        assertThat(input.file(key + "=1ms").problems()).isEmpty();
        assertThat(input.file("refresh.interval=0").problems())
                .as("never is an interval")
                .isEmpty();
    }

    @Test
    void joinPointsToLeaveOut() throws IOException {
        assertThat(new UserInput(folder)
                        .file("weave.without=NIO_LIST, FILE_LENGTH,")
                        .settings()
                        .weaveWithout())
                .containsExactly("FILE_LENGTH", "NIO_LIST");
    }
}
