package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotFoundTextTest {
    private final TestChain chain = new TestChain();

    @Test
    void theExceptionNamesTheSecretAndWhatEachStepSaid() {
        Entry entry = chain.required("API_KEY", "a#f").build().get("API_KEY");
        assertThat(NotFoundText.exception(entry))
                .isInstanceOf(SecretNotFoundException.class)
                .hasMessage(
                        "API_KEY is required (bp-secrets) and was not found: vault https://vault:8200: a: no such secret;"
                                + " env: not set; docker: no file /run/secrets/api_key; default: none");
    }

    @Test
    void theBlockHasALineForEachRequiredNameThatIsMissing() {
        chain.vault.has("there", "f", "canary").says("denied", Outcome.DENIED);
        chain.required("Q", "a#f")
                .required("B", "denied#f")
                .required("THERE", "there#f")
                .secret("NOT_REQUIRED", "a#f");
        assertThat(NotFoundText.block(chain.build()))
                .isEqualTo(
                        "required secrets were not found:\n"
                                + "B: vault https://vault:8200: denied: permission denied; env: not set; docker: no file /run/secrets/b;"
                                + " default: none\n"
                                + "Q: vault https://vault:8200: a: no such secret; env: not set; docker: no file /run/secrets/q; default: none");
    }

    @Test
    void thereIsNoBlockWhereNothingIsMissing() {
        chain.environment.put("A", "");
        assertThat(NotFoundText.block(chain.required("A", "a#f").build())).isNull();
    }
}
