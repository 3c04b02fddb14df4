package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user puts a secret behind the wrong key sooner or later: no text of ours may repeat it. */
class NoValueInTextsTest {
    private static final String CANARY = "hvs.canary-9f2c";

    @TempDir
    Path folder;

    private UserInput input;

    @BeforeEach
    void nothingGiven() {
        input = new UserInput(folder);
    }

    @ParameterizedTest
    @EnumSource(Key.class)
    void aSecretBehindAnyKeyInAnyPlaceIsNotRepeated(Key row) throws IOException {
        String key = row.isFamily() ? row.prefix() + "SOME_NAME" : row.key();
        for (String value : List.of(CANARY, CANARY + "#" + CANARY + "@" + CANARY, CANARY + ", \\ " + CANARY)) {
            assertSilent(new UserInput(folder).file(key + "=" + value));
            assertSilent(new UserInput(folder).file(key + "=" + value, key + "=" + value));
            assertSilent(new UserInput(folder).property("bp.secrets." + key, value));
            if (row.variable() != null) {
                assertSilent(new UserInput(folder).variable(row.variable(), value));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:%s@host:8200",
                "https://host:%s",
                "%s://host",
                "https://host/?token=%s",
                "https://[%s:1:8200",
            })
    void anAddressThatIsRefusedIsNotRepeated(String address) {
        input.variable("VAULT_ADDR", String.format(address, CANARY));
        assertThat(input.problems()).hasSize(1);
        assertSilent(input);
    }

    @Test
    void anUnknownKeyAndAMalformedLineDoNotShowTheirValues() throws IOException {
        input.file("vault.tokn=" + CANARY, "vault.token=" + CANARY + "\\uzzzz", "unheard-of " + CANARY);
        assertThat(input.problems()).hasSize(3);
        assertSilent(input);
    }

    @Test
    void validSettingsDescribeThemselvesWithoutValues() throws IOException {
        input.file(
                        "vault.address=https://v",
                        "vault.token=" + CANARY,
                        "vault.namespace=" + CANARY,
                        "vault.role-id=" + CANARY,
                        "secret.A=a#b",
                        "default.A=" + CANARY)
                .variable("VAULT_SECRET_ID", CANARY);
        Settings settings = input.settings();
        assertThat(settings.toString()).contains("vault.token", "default.A", "VAULT_SECRET_ID");
        assertThat(settings.vault().toString()).contains("https://v:443", "approle");
        assertSilent(input);
    }

    /** Names are no values: this error would be of no use without the one it is about. A token is no name. */
    @Test
    void onlyWhatLooksLikeANameIsRepeatedForChildrenInherit() throws IOException {
        input.file("secret.A=a#b", "children.inherit=POSTGRES_PASWORD");
        assertThat(input.problems()).singleElement().asString().contains("names POSTGRES_PASWORD, which no");
        assertSilent(new UserInput(folder).file("secret.A=a#b", "children.inherit=" + CANARY));
    }

    private void assertSilent(UserInput given) {
        LoadedSettings loaded = given.load();
        List<String> texts = new ArrayList<>();
        for (SettingProblem problem : loaded.problems()) {
            texts.add(problem.toString());
        }
        Settings settings = loaded.settings();
        if (settings != null) {
            texts.add(settings.toString());
            texts.add(settings.vault().toString());
            texts.add(settings.mapping().toString());
            for (Secret secret : settings.mapping().secrets().values()) {
                if (!secret.explicit() && !secret.name().contains(CANARY)) {
                    texts.add(secret.toString());
                }
            }
        }
        assertThat(texts).noneMatch(text -> text.contains(CANARY));
    }
}
