package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret at a place where none belongs is found by its place and its length, never by its text. */
class MisplacedSecretsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("io.bpsecrets.config.Misplaced#secrets")
    void noLineOfTheFileIsRepeated(String secret) throws IOException {
        for (String line : List.of(
                secret,
                secret + "=x",
                secret + " x",
                secret + "\\",
                "x\\\n  " + secret,
                "vault.token" + secret,
                "vault.token-" + secret,
                "vault.secret-id" + secret + "=x",
                "secret." + secret + "=a#b",
                "secrets." + secret + "=a#b",
                "default." + secret + "=x",
                "on-change." + secret + "=exit:3",
                "required=" + secret,
                "required=A, " + secret + ", B",
                "weave.without=" + secret,
                "secret.A=" + secret,
                "secret.A=a#b, " + secret,
                "import=" + secret + "#x",
                "vault.address=https://user:" + secret + "@host",
                "vault.proxy=" + secret)) {
            assertSilent(new UserInput(folder).file(line), secret);
            assertSilent(new UserInput(folder).file(line, line), secret);
            assertSilent(new UserInput(folder).file("required=A", line, "vault.adress=x"), secret);
        }
    }

    @ParameterizedTest
    @MethodSource("io.bpsecrets.config.Misplaced#secrets")
    void noValueOfAnyKeyIsRepeated(String secret) throws IOException {
        for (Key row : Key.values()) {
            String key = row.isFamily() ? row.prefix() + "SOME_NAME" : row.key();
            assertSilent(new UserInput(folder).file(key + "=" + secret), secret);
            assertSilent(new UserInput(folder).property("bp.secrets." + key, secret), secret);
            if (row.variable() != null) {
                assertSilent(new UserInput(folder).variable(row.variable(), secret), secret);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.bpsecrets.config.Misplaced#secrets")
    void noArgumentAndNoPropertyIsRepeated(String secret) {
        assertSilent(new UserInput(folder).argument(secret), secret);
        assertSilent(new UserInput(folder).argument("/" + secret), secret);
        assertSilent(new UserInput(folder).property("bp.secrets.config", secret), secret);
        assertSilent(new UserInput(folder).variable("BP_SECRETS_CONFIG", secret), secret);
        assertSilent(new UserInput(folder).property("bp.secrets." + secret, "x"), secret);
        assertSilent(new UserInput(folder).property("bp.secrets.secret." + secret, "a#b"), secret);
        assertSilent(new UserInput(folder).property("bp.secrets.vault.token" + secret, "x"), secret);
    }

    @ParameterizedTest
    @MethodSource("io.bpsecrets.config.Misplaced#secrets")
    void noVariableIsRepeated(String secret) {
        assertSilent(new UserInput(folder).variable("A", "vault:" + secret + "/x#"), secret);
        assertSilent(new UserInput(folder).variable("A", "vault:x/y#${" + secret + "}"), secret);
        assertSilent(new UserInput(folder).variable("A", "vault:x/y#z#" + secret), secret);
        assertSilent(new UserInput(folder).variable(secret.replace('=', '-'), "vault:x/y#z"), secret.replace('=', '-'));
    }

    /** What the lines are for: a typing error is found by what was typed. */
    @Test
    void honestTypingErrorsAreRepeated() throws IOException {
        assertThat(new UserInput(folder)
                        .file(
                                "requird=A",
                                "vault.adress=https://v",
                                "VAULT.ADDRESS=https://v",
                                "secrets.DB_PASSWORD=a#b",
                                "secret.DB_PASSWORD=hunter2hunter2",
                                "vault.token_file=/x")
                        .problems())
                .containsExactly(
                        location(1) + "requird is not a key of bp-secrets; did you mean required?",
                        location(2) + "vault.adress is not a key of bp-secrets; did you mean vault.address?",
                        location(3)
                                + "a text of under 16 characters is not a key of bp-secrets; the README lists the keys",
                        location(4) + "secrets.DB_PASSWORD is not a key of bp-secrets; did you mean secret.NAME?",
                        location(5) + "secret.DB_PASSWORD lacks the field: write path#field (a lone value is #value)",
                        location(6) + "vault.token_file is not a key of bp-secrets; did you mean vault.token-file?");
    }

    /** Paths, files and the like are sent to the server, whose audit log has them as they are. */
    @Test
    void aTokenOfVaultIsNoPathAndNoFile() throws IOException {
        for (String token : List.of("hvs.CAESIKq3mT9vXw2LpRz8NbYc5Hd7F", "s.Kq3mT9vXw2LpRz8NbYc5Hd7F")) {
            for (String line : List.of(
                    "secret.A=x/" + token + "#value",
                    "import=" + token,
                    "vault.mount=" + token,
                    "vault.path=x/" + token,
                    "vault.namespace=" + token,
                    "vault.auth-mount=" + token,
                    "vault.role=" + token,
                    "vault.secret-id-file=" + token)) {
                assertThat(new UserInput(folder).file(line).problems())
                        .as(line)
                        .singleElement()
                        .asString()
                        .contains("token of Vault by its looks");
            }
            new UserInput(folder).variable("VAULT_TOKEN", token).settings();
        }
        new UserInput(folder)
                .file("secret.A=hvs.d/s.yaml#x", "vault.ca-cert=/etc/certs.d/hvs.pem")
                .settings();
    }

    /** The line and the length are enough to find what was misplaced. */
    @Test
    void aTokenOnALineOfItsOwnIsFoundByItsLine() throws IOException {
        assertThat(new UserInput(folder)
                        .file("mode=off", "s.Kq3mT9vXw2LpRz8NbYc5Hd7F")
                        .problems())
                .containsExactly(location(2)
                        + "a text of 16 to 64 characters is not a key of bp-secrets; the README lists the keys");
        assertThat(new UserInput(folder)
                        .property("bp.secrets.s.Kq3mT9vXw2LpRz8NbYc5Hd7F", "")
                        .problems())
                .containsExactly("-Dbp.secrets.KEY: a text of 16 to 64 characters is not a key"
                        + " of bp-secrets; the README lists the keys");
        assertThat(new UserInput(folder).argument("hunter2").problems())
                .containsExactly("(a text of under 16 characters): cannot be read: no such file");
    }

    private String location(int line) {
        return new UserInput(folder).location(line) + ": ";
    }

    private static void assertSilent(UserInput given, String secret) {
        LoadedSettings loaded = given.load();
        List<String> texts = new ArrayList<>();
        loaded.problems().forEach(problem -> texts.add(problem.toString()));
        Settings settings = loaded.settings();
        if (settings != null) {
            texts.add(settings.vault().toString());
            texts.addAll(settings.warnings());
            settings.vault().addresses().forEach(address -> texts.add(address.toString()));
        }
        assertThat(texts).noneMatch(text -> Misplaced.isIn(text, secret));
    }
}
