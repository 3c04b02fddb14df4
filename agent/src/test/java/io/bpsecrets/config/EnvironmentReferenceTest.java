package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.SecretPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "vault:secret/data/accounts/aws#KEY,      /secret/data/accounts/aws#KEY",
        "vault:/secret//data/a/#KEY,              /secret/data/a#KEY",
        "vault:secret/data/a#KEY#3,               /secret/data/a#KEY@3",
        "vault:secret/data/a# pass word # 12 ,    /secret/data/a#pass word@12",
        "'vault:secret/data/a#KEY\n',             /secret/data/a#KEY",
        "vault:database/creds/app#user@home,      /database/creds/app#user@home",
        "'vault:secret/data/a#one,two',           '/secret/data/a#one,two'",
        "vault:secret/data/a b/ü#KEY|x,           /secret/data/a b/ü#KEY",
    })
    void aReferenceIsAWholeApiPathAFieldAndPerhapsAVersion(String text, String shown) {
        EnvironmentReference reference = EnvironmentReference.of(text);
        assertThat(reference.problem()).isNull();
        assertThat(reference.reference()).hasToString(shown);
        assertThat(reference.reference().path().absolute()).isTrue();
    }

    @Test
    void theDefaultIsAllThatStandsBehindTheFirstBarAsItIs() {
        assertThat(EnvironmentReference.of("vault:a/b#c").defaultValue()).isNull();
        assertThat(EnvironmentReference.of("vault:a/b#c|").defaultValue()).isEmpty();
        assertThat(EnvironmentReference.of("vault:a/b#c#2| x|y#z/${HOME}\n").defaultValue())
                .isEqualTo(" x|y#z/${HOME}\n");
        assertThat(EnvironmentReference.of("vault:a/b#c#2| x").reference().path())
                .isEqualTo(new SecretPath("a/b", true, 2));
        assertThat(EnvironmentReference.of("vault:a/b#c|canary").toString()).isEqualTo("/a/b#c");
    }

    /** Values of programs that have nothing to do with secrets. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "vault:",
                "vault:8200",
                "vault:login",
                "vault:something#else",
                "vault:#/",
                "vault:host/path",
                "vault://secret/app#fragment",
                "vault:8200|http://other/#x",
                "vault:a/b|x#c",
                "vault: see docs/vault #3",
                "vault:\n  uri: https://vault # ours",
                "vault:/etc/vault\n# comment",
                "vault:a/b#c\nd",
                "vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w=="
            })
    void whatIsNoReferenceIsTheProgramsOwn(String text) {
        assertThat(EnvironmentReference.of(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "vault:a/b#,                    has no field behind '#'",
        "vault:a/b##2,                  has no field behind '#'",
        "vault:a/b# |x,                 has no field behind '#'",
        "vault:a/b#c#,                  has a version that is no number from 1",
        "vault:a/b#c#latest|x,          has a version that is no number from 1",
        "vault:a/b#c#0,                 has a version that is no number from 1",
        "vault:a/b#c#-1,                has a version that is no number from 1",
        "vault:a/b#c#2#3,               has a version that is no number from 1",
        "vault:a/b#${.a},               'has a template for its field, which is not supported'",
        "vault:a/b#${ .a | b64dec },    'has a template for its field, which is not supported'",
        "vault:a/../b#c,                'has ''.'' or ''..'' in its path, which Vault does not resolve'",
        "vault:a/b?version=2#c,         has a '?' in its path",
        "vault:/#c,                     has no path in front of '#'",
    })
    void malformedOnesSayWhyAndNothingOfThemIsUsed(String text, String problem) {
        EnvironmentReference reference = EnvironmentReference.of(text);
        assertThat(reference.problem()).isEqualTo(problem);
        assertThat(reference.reference()).isNull();
        assertThat(reference.defaultValue()).isNull();
        assertThat(reference).hasToString(problem);
    }
}
