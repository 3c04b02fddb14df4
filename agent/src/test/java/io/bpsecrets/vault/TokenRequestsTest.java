package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bpsecrets.chain.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answer to a look-up says of the token. {@code VaultTextsIT} sees what the real server says, {@link VaultText} has the sources. */
class TokenRequestsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "200 | {'data':{'ttl':60}}                                                       | true",
                // A policy that forbids the look-up: both servers now, and before go-multierror 1.0.
                "403 | {'errors':['1 error occurred:\\n\\t* permission denied\\n\\n']}           | true",
                "403 | {'errors':['1 error(s) occurred:\\n\\n* permission denied']}              | true",
                "403 | {'errors':['1 error occurred:\\n\\t* 1 error occurred:\\n\\t* permission denied\\n\\n\\n\\n']} | true",
                // A policy of Sentinel, Vault Enterprise.
                "403 | {'errors':['2 errors occurred:\\n\\t* egp standard policy \\\"root/office-hours\\\" evaluation resulted in denial.\\n\\nThe specific error was:\\n<nil>\\n\\t* permission denied\\n\\n']} | true",
                // No such token: OpenBao, and Vault up to 1.16.
                "403 | {'errors':['permission denied']}                                          | false",
                // The same of Vault from 1.17.
                "403 | {'errors':['2 errors occurred:\\n\\t* permission denied\\n\\t* invalid token\\n\\n']} | false",
                "403 | {'errors':['permission denied','invalid token']}                          | false",
                // It ended between two steps of one request, or it is a token of another cluster of Vault Enterprise.
                "403 | {'errors':['bad token']}                                                  | false",
            })
    void aTokenIsAliveOrDeadByTheWordsOfBothServers(int status, String body, boolean alive) throws VaultFailure {
        assertThat(TokenRequests.isAlive(Vaults.reply(status, body))).isEqualTo(alive);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "403 | {'errors':['request blocked by rule 17']} | the server does not say whether the token lives (403); it says 'request blocked by rule 17'",
                "403 | {'errors':['2 errors occurred:\\n\\t* a\\n\\t* b\\n\\n']} | the server does not say whether the token lives (403); it says '2 errors occurred: * a * b'",
                "403 | {'errors':['not permission denied']} | the server does not say whether the token lives (403); it says 'not permission denied'",
                "403 | {'errors':[]}                 | the server does not say whether the token lives (403)",
                "404 | {'errors':[]}                 | the server does not say whether the token lives (404)",
                "400 | {'errors':['1 error occurred:\\n\\t* permission denied\\n\\n']} | the server does not say whether the token lives (400); it says 'permission denied'",
                "403 | {'message':'forbidden'}       | the answer (403) is not Vault's own; is something else in between?",
                "200 | {'data':[]}                   | the answer (200) is not Vault's own; is something else in between?",
                "204 | ''                            | the answer (204) is not Vault's own; is something else in between?",
            })
    void otherWordsSayNeither(int status, String body, String message) {
        assertThatThrownBy(() -> TokenRequests.isAlive(Vaults.reply(status, body)))
                .isInstanceOf(VaultFailure.class)
                .hasMessage(message.replace('\'', '"').replace("Vault\"s", "Vault's"))
                .satisfies(e -> assertThat(((VaultFailure) e).outcome()).isEqualTo(Outcome.UNAVAILABLE))
                .satisfies(e -> assertThat(((VaultFailure) e).isOutage()).isFalse());
    }
}
