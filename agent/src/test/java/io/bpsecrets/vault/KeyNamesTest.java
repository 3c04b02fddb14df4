package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyNamesTest {
    @ParameterizedTest
    @CsvSource({
        "{ca-file} ({ca-file variable}), vault.ca-cert (VAULT_CACERT)",
        "{client-file} ({client-file variable}), vault.client-cert (VAULT_CLIENT_CERT)",
        "{key-file} ({key-file variable}), vault.client-key (VAULT_CLIENT_KEY)",
        "{server-name} ({server-name variable}), vault.server-name (VAULT_TLS_SERVER_NAME)",
        "{proxy} in the file or {proxy variable}, vault.proxy in the file or VAULT_PROXY_ADDR",
        "no answer within {read-timeout}, no answer within vault.read-timeout",
        "{deadline} of 300 ms has passed, vault.deadline of 300 ms has passed",
    })
    void aTextOfTheTransportGetsTheNamesOfTheSettings(String text, String shown) {
        // JUnit would cut a NUL at the beginning of a column.
        assertThat(KeyNames.in(text.replace("{", "\0{"))).isEqualTo(shown);
    }

    @Test
    void bracesThatTheUserHasWrittenStayAsTheyAre() {
        assertThat(KeyNames.in("\0{ca-file} /etc/{proxy}/{b}/{deadline cannot be read"))
                .isEqualTo("vault.ca-cert /etc/{proxy}/{b}/{deadline cannot be read");
        assertThat(KeyNames.in("the proxy http://{proxy}:8080: no answer within \0{read-timeout}"))
                .isEqualTo("the proxy http://{proxy}:8080: no answer within vault.read-timeout");
    }
}
