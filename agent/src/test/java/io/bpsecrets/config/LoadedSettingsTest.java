package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedSettingsTest {
    @TempDir
    Path folder;

    private UserInput input;

    @BeforeEach
    void nothingGiven() {
        input = new UserInput(folder);
    }

    @Test
    void everyErrorIsToldAtOnceWithItsPlace() throws IOException {
        input.file("vault.adress=https://v", "vault.deadline=soon", "", "order=vault,mars", "log.level=loud")
                .variable("VAULT_SKIP_VERIFY", "perhaps")
                .property("bp.secrets.on-outage", "panic");
        assertThat(input.problems())
                .containsExactly(
                        input.location(1) + ": vault.adress is not a key of bp-secrets; did you mean vault.address?",
                        input.location(2) + ": vault.deadline must be a time above 0 such as 500ms, 10s or 2m",
                        input.location(4)
                                + ": order must list some of vault, env, docker, default, separated by commas",
                        input.location(5) + ": log.level must be one of off, error, warn, info, debug",
                        "environment variable VAULT_SKIP_VERIFY: vault.skip-verify must be true or false",
                        "-Dbp.secrets.on-outage: on-outage must be one of stale, fallback");
    }

    @Test
    void theStrongerPlaceWins() throws IOException {
        assertThat(mount()).isEqualTo("secret");
        input.file("vault.mount=from-file");
        assertThat(mount()).isEqualTo("from-file");
        input.variable("VAULT_SECRETS_MOUNT", "from-environment");
        assertThat(mount()).isEqualTo("from-environment");
        input.property("bp.secrets.vault.mount", "from-property");
        assertThat(mount()).isEqualTo("from-property");
    }

    @Test
    void anEmptyVariableIsAnUnsetOne() throws IOException {
        input.file("vault.mount=from-file").variable("VAULT_SECRETS_MOUNT", "  ");
        assertThat(mount()).isEqualTo("from-file");
    }

    @Test
    void blanksAroundAValueAreDropped() throws IOException {
        input.file("vault.mount = kv \t").variable("VAULT_ADDR", " https://v:1 ");
        assertThat(mount()).isEqualTo("kv");
        assertThat(input.settings().vault().addresses()).hasToString("[https://v:1]");
    }

    @Test
    void credentialsAreRefusedOnTheCommandLine() {
        input.property("bp.secrets.vault.token", "x").property("bp.secrets.vault.secret-id", "y");
        assertThat(input.problems())
                .containsExactlyInAnyOrder(
                        "-Dbp.secrets.vault.token: vault.token is not accepted on the command line, which others can"
                                + " read; use a file or VAULT_TOKEN in the environment",
                        "-Dbp.secrets.vault.secret-id: vault.secret-id is not accepted on the command line, which"
                                + " others can read; use a file or VAULT_SECRET_ID in the environment");
    }

    @Test
    void credentialsAreAcceptedInFileAndEnvironment() throws IOException {
        VaultSettings vault = input.file("vault.token=t")
                .variable("VAULT_SECRET_ID", "s")
                .settings()
                .vault();
        assertThat(List.of(vault.text(Credential.TOKEN), vault.text(Credential.SECRET_ID)))
                .containsExactly("t", "s");
    }

    @Test
    void aKeyTwiceInTheFileIsAnErrorThatNamesBothLines() throws IOException {
        input.file("vault.mount=a", "# comment", "vault.mount=b");
        assertThat(input.problems())
                .containsExactly(input.location(3) + ": vault.mount is already set in line 1; remove one");
    }

    @Test
    void anUnknownKeyFarFromAllOthersPointsToTheReadme() throws IOException {
        input.file("keystore=3");
        assertThat(input.problems())
                .containsExactly(input.location(1)
                        + ": a text of under 16 characters is not a key of bp-secrets; the README lists" + " the keys");
    }

    @Test
    void theNearestKeyOfAFamilyIsFoundInSpiteOfItsName() throws IOException {
        input.file("secrets.DATABASE_URL=a#b", "defualt.X=1", "secret.=a#b");
        assertThat(input.problems())
                .containsExactly(
                        input.location(1)
                                + ": secrets.DATABASE_URL is not a key of bp-secrets; did you mean secret.NAME?",
                        input.location(2) + ": defualt.X is not a key of bp-secrets; did you mean default.NAME?",
                        input.location(3) + ": secret. is not a key of bp-secrets; did you mean secret.NAME?");
    }

    @Test
    void namesThatNoVariableCanHaveAreRefused() throws IOException {
        input.file("secret.A\\ B=a#b", "required=OK, X=Y");
        assertThat(input.problems())
                .containsExactly(
                        input.location(1) + ": secret.NAME has a name that no environment variable can have (a blank or"
                                + " '=' in it)",
                        input.location(2)
                                + ": required has a name that no environment variable can have (a blank or '='"
                                + " in it)");
    }

    @Test
    void whatTheUserAskedForIsSeenThoughTheRestIsBroken() throws IOException {
        assertThat(input.file("nonsense=1", "bad=\\uzzzz", "required=A").load().stopReason())
                .isEqualTo("secrets are required");
        assertThat(input.file("requird=A", "startup=check").load().stopReason()).isEqualTo("startup=check is set");
        assertThat(input.file("nonsense=1").load().stopReason()).isNull();
        assertThat(input.file("nonsense=1", "required= , ", "startup=chek")
                        .load()
                        .stopReason())
                .isNull();
        assertThat(input.property("bp.secrets.required", "A").load().stopReason())
                .isEqualTo("secrets are required");
        assertThat(input.file("nonsense=1", "required=A", "startup=check", "mode=off")
                        .load()
                        .stopReason())
                .as("mode=off never stops")
                .isNull();
    }

    @Test
    void appRoleWithoutARoleIdIsAnErrorWhereverItWasAskedFor() throws IOException {
        String text = ": vault.auth is approle, which needs vault.role-id, vault.role-id-file or VAULT_ROLE_ID";
        input.file("vault.address=https://v", "vault.auth=approle");
        assertThat(input.problems()).containsExactly(input.location(2) + text);
        input.file("vault.address=https://v").variable("VAULT_AUTH_METHOD", "AppRole");
        assertThat(input.problems()).containsExactly("environment variable VAULT_AUTH_METHOD" + text);
        input.variable("VAULT_ROLE_ID", "r");
        assertThat(input.settings().vault().method()).isEqualTo(AuthMethod.APPROLE);
    }

    @Test
    void appRoleIsTheMethodWhereARoleIdIsSetElseToken() throws IOException {
        assertThat(input.settings().vault().method()).isEqualTo(AuthMethod.TOKEN);
        assertThat(input.file("vault.role-id-file=/x").settings().vault().method())
                .isEqualTo(AuthMethod.APPROLE);
        assertThat(input.variable("VAULT_AUTH_METHOD", "none")
                        .settings()
                        .vault()
                        .authMount())
                .isEqualTo("none");
    }

    @Test
    void childrenInheritOnlyWhatIsMapped() throws IOException {
        input.file("secret.A=a#b", "import=database/*", "children.inherit=A, DATABASE_X_Y, C");
        assertThat(input.problems())
                .containsExactly(input.location(3)
                        + ": children.inherit names C, which no secret.NAME, import, profile or vault:"
                        + " reference maps");
    }

    @Test
    void whatFollowsAChangeIsForMappedNamesAndMapsNone() throws IOException {
        input.file("secret.A=a#b", "on-change=/bin/notify x", "on-change.A=exit:3", "on-change.B=none");
        assertThat(input.problems())
                .containsExactly(
                        input.location(4) + ": on-change.B is for a name which no secret.NAME, import, profile or"
                                + " vault: reference maps");
        input.variable("B", "plain in this place");
        assertThat(input.settings().mapping().secrets()).containsOnlyKeys("A");
        assertThat(input.settings().onChange()).hasToString("on-change");
        assertThat(input.settings().onChangeOf()).hasToString("{A=on-change.A exit:3, B=null}");
        input.file("on-change.A=exit:0", "on-change=a \"b");
        assertThat(input.problems())
                .containsExactlyInAnyOrder(
                        input.location(1) + ": on-change.A must have a status from 1 to 255 behind exit:",
                        input.location(2) + ": on-change has a double quote that is not closed");
    }

    @Test
    void theFileIsTheArgumentElseThePropertyElseTheVariableElseBesideTheJar() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(folder.resolve(name), "vault.mount=" + name);
        }
        assertThat(input.load().file()).isNull();
        Files.writeString(folder.resolve("agent.properties"), "vault.mount=beside");
        assertThat(mount()).isEqualTo("beside");
        input.variable("BP_SECRETS_CONFIG", folder.resolve("c").toString());
        assertThat(mount()).isEqualTo("c");
        input.property("bp.secrets.config", folder.resolve("b").toString());
        assertThat(mount()).isEqualTo("b");
        input.argument(folder.resolve("a") + " ");
        assertThat(mount()).isEqualTo("a");
        input.argument(folder.resolve("gone").toString());
        assertThat(input.problems()).containsExactly(folder.resolve("gone") + ": cannot be read: no such file");
    }

    private String mount() {
        return input.settings().vault().mount();
    }
}
