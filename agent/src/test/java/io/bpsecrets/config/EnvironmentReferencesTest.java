package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Secret;
import io.bpsecrets.chain.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How references in the environment become mappings, beside the lines of the file and the profile. */
class EnvironmentReferencesTest {
    @TempDir
    Path folder;

    private UserInput input;

    @BeforeEach
    void nothingGiven() {
        input = new UserInput(folder);
    }

    @Test
    void aReferenceIsAMappingByItself() throws IOException {
        Mapping mapping = input.file("profile=none")
                .variable("KEY", "vault:secret/data/a#f#2|preset")
                .variable("PLAIN", "vault:8200")
                .settings()
                .mapping();
        assertThat(mapping.secrets()).containsOnlyKeys("KEY");
        assertThat(mapping.variables()).containsExactly("KEY");
        Secret secret = mapping.secrets().get("KEY");
        assertThat(secret.references()).hasToString("[/secret/data/a#f@2]");
        assertThat(secret.fileName()).isEqualTo("key");
        assertThat(secret.defaultValue()).isEqualTo("preset");
        assertThat(secret.order()).containsExactly(Source.values());
        assertThat(secret.explicit()).isTrue();
        assertThat(secret.required()).isFalse();
    }

    @Test
    void otherLinesOfTheNameApplyAndADefaultLineWins() throws IOException {
        Secret secret = input.file(
                        "profile=none",
                        "required=KEY",
                        "order.KEY=docker,vault,default",
                        "file.KEY=key.txt",
                        "default.KEY=of the file",
                        "encoding.KEY=base64",
                        "children.inherit=KEY")
                .variable("KEY", "vault:secret/data/a#f|of the variable")
                .settings()
                .mapping()
                .secrets()
                .get("KEY");
        assertThat(secret.references()).hasToString("[/secret/data/a#f]");
        assertThat(secret.required()).isTrue();
        assertThat(secret.base64()).isTrue();
        assertThat(secret.order()).containsExactly(Source.DOCKER, Source.VAULT, Source.DEFAULT);
        assertThat(secret.fileName()).isEqualTo("key.txt");
        assertThat(secret.defaultValue()).isEqualTo("of the file");
    }

    @Test
    void aSecretLineKeepsItsNameAsAWholeAndTheTextIsStillNoValue() throws IOException {
        Mapping mapping = input.file("secret.KEY=mine#f")
                .variable("KEY", "vault:secret/data/a#f|preset")
                .settings()
                .mapping();
        assertThat(mapping.secrets().get("KEY").references()).hasToString("[mine#f]");
        assertThat(mapping.secrets().get("KEY").defaultValue()).isNull();
        assertThat(mapping.variables()).containsExactly("KEY");
        assertThat(input.settings().warnings()).isEmpty();
    }

    @Test
    void offLeavesTheEnvironmentAlone() throws IOException {
        input.file("references=off", "profile=none").variable("KEY", "vault:secret/data/a#f");
        assertThat(input.settings().mapping().isEmpty()).isTrue();
        assertThat(input.settings().mapping().variables()).isEmpty();
        assertThat(input.variable("BAD", "vault:a/b#").settings().warnings()).isEmpty();
        input.file("references=perhaps");
        assertThat(input.problems()).containsExactly(input.location(1) + ": references must be one of on, off");
    }

    @Test
    void theProfileIsOnOrOffAsWithoutReferences() throws IOException {
        input.variable("KEY", "vault:secret/data/a#f");
        assertThat(input.settings().mapping().secrets()).hasSize(25);
        assertThat(input.file("secret.A=a#b").settings().mapping().secrets()).containsOnlyKeys("A", "KEY");
    }

    @Test
    void aReferenceGoesBeforeTheProfilesPathAndAnUnreadableOneDoesNot() throws IOException {
        Mapping mapping = input.file("default.JWT_SECRET=d")
                .variable("DATABASE_URL", "vault:secret/data/other#url|preset")
                .variable("JWT_SECRET", "vault:kv/data/x#y|e")
                .variable("POSTGRES_USER", "vault:kv/data/x#")
                .settings()
                .mapping();
        Secret url = mapping.secrets().get("DATABASE_URL");
        assertThat(url.references()).hasToString("[/secret/data/other#url]");
        assertThat(url.defaultValue()).isEqualTo("preset");
        assertThat(url.explicit()).isTrue();
        assertThat(mapping.secrets().get("JWT_SECRET").defaultValue()).isEqualTo("d");
        assertThat(references("POSTGRES_USER")).isEqualTo("[database/postgres#username]");
    }

    @Test
    void malformedOnesAreOneWarningThatNamesTheVariablesAndNotTheirTexts() throws IOException {
        input.file("profile=none")
                .variable("NO_FIELD", "vault:canary/a#")
                .variable("TEMPLATE", "vault:canary/a#${.canary}");
        assertThat(input.settings().warnings())
                .containsExactly("vault: references in the environment that cannot be read: NO_FIELD (has no field"
                        + " behind '#'), TEMPLATE (has a template for its field, which is not supported); the program"
                        + " does not see these texts. Write vault:PATH#FIELD or vault:PATH#FIELD#VERSION, or set"
                        + " references=off");
        Mapping mapping = input.settings().mapping();
        assertThat(mapping.variables()).containsExactlyInAnyOrder("NO_FIELD", "TEMPLATE");
        assertThat(mapping.secrets().get("NO_FIELD").references()).isEmpty();
    }

    @Test
    void theMarkerOfVaultEnvIsNoToken() {
        assertThat(input.variable("VAULT_TOKEN", "vault:login")
                        .settings()
                        .vault()
                        .text(Credential.TOKEN))
                .isNull();
        assertThat(input.settings().mapping().covers("VAULT_TOKEN")).isFalse();
    }

    @Test
    void anInheritedNameMayBeAPlainVariableInAnotherPlace() throws IOException {
        input.file("profile=none", "secret.A=a#b", "children.inherit=KEY");
        assertThat(input.problems()).hasSize(1);
        assertThat(input.variable("KEY", "plain").problems()).isEmpty();
        assertThat(input.variable("KEY", "vault:a/b#c").problems()).isEmpty();
    }

    @Test
    void onWindowsNamesIgnoreCase() throws IOException {
        input.file("secret.Path_Key=a#b", "default.Other=d", "file.Path_Key=p", "file.Other=o")
                .variable("PATH_KEY", "vault:secret/data/x#y")
                .variable("OTHER", "vault:secret/data/x#y|e");
        Mapping exact = input.load(false).settings().mapping();
        assertThat(exact.secrets()).containsOnlyKeys("Path_Key", "PATH_KEY", "Other", "OTHER");
        assertThat(exact.variables().contains("Path_Key")).isFalse();
        Mapping windows = input.load(true).settings().mapping();
        assertThat(List.copyOf(windows.secrets().values())).hasToString("[Path_Key[a#b], Other[/secret/data/x#y]]");
        assertThat(windows.secrets().get("other").defaultValue()).isEqualTo("d");
        assertThat(windows.variables().contains("Path_Key")).isTrue();
    }

    private String references(String name) {
        return input.settings().mapping().secrets().get(name).references().toString();
    }
}
