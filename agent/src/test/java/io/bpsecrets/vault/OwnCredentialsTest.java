package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.config.Credential;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnCredentialsTest {
    private static final String TOKEN = "s.Kq3mT9vXw2LpRz8NbYc5Hd7F";

    private final OwnCredentials own = new OwnCredentials(Vaults.settings("VAULT_TOKEN", TOKEN));

    @ParameterizedTest
    @EnumSource(
            value = Credential.class,
            names = {"TOKEN", "SECRET_ID", "JWT", "PASSWORD"})
    void eachKindIsWithheldAndTheRestOfTheSecretIsNot(Credential credential) {
        own.add(credential, "correct \"horse\" battery");
        PathAnswer answer = withhold(Map.of("a", "correct \"horse\" battery", "b", "mine"));
        assertThat(answer.fields()).isEqualTo(Map.of("b", "mine"));
        assertThat(answer.withheld()).containsExactly("a");
        assertThat(withhold(Map.of("a", " correct \"horse\" battery\n")).withheld())
                .containsExactly("a");
        assertThat(withhold(Map.of("a", "{\"x\":[1,\"correct \\\"horse\\\" battery\"]}"))
                        .withheld())
                .containsExactly("a");
    }

    @Test
    void whatTheSettingsHoldIsKnownBeforeItIsUsed() {
        assertThat(withhold(Map.of("id", TOKEN)).withheld()).containsExactly("id");
        assertThat(withhold(Map.of("header", "Bearer " + TOKEN)).withheld()).containsExactly("header");
    }

    /** A password may be part of a text by choice: it counts as a whole, or as a whole text in an object. */
    @Test
    void aPasswordWithinAnotherTextIsNoCredential() {
        own.add(Credential.PASSWORD, "a-password-of-more-than-20");
        assertThat(withhold(Map.of("url", "db://u:a-password-of-more-than-20@h"))
                        .withheld())
                .isEmpty();
        own.add(Credential.PASSWORD, "short");
        assertThat(withhold(Map.of("a", "shorter", "b", "[\"shorter\"]")).withheld())
                .isEmpty();
        assertThat(withhold(Map.of("a", "short", "b", "[\"short\"]")).withheld())
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void namesAreNoCredentials() {
        own.add(Credential.ROLE_ID, "billing-role");
        own.add(Credential.ROLE, "billing");
        own.add(Credential.USERNAME, "bob");
        own.add(Credential.JWT, null);
        PathAnswer before = PathAnswer.found("p", Map.of("a", "billing-role", "b", "billing", "c", "bob"), "1");
        assertThat(own.withhold(before)).isSameAs(before);
    }

    @Test
    void aTokenThatWasReplacedIsRememberedForLong() {
        for (int i = 0; i < 63; i++) {
            own.add(Credential.TOKEN, "token-" + i);
        }
        assertThat(withhold(Map.of("a", TOKEN)).withheld()).containsExactly("a");
        own.add(Credential.TOKEN, TOKEN);
        own.add(Credential.TOKEN, "token-63");
        assertThat(withhold(Map.of("a", TOKEN, "b", "token-63")).withheld()).containsExactlyInAnyOrder("a", "b");
        assertThat(withhold(Map.of("a", "token-0")).withheld()).as("the oldest").isEmpty();
        assertThat(own.toString()).doesNotContain("token-");
    }

    private PathAnswer withhold(Map<String, String> fields) {
        return own.withhold(PathAnswer.found("p", fields, null));
    }
}
