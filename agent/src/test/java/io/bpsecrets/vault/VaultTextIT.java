package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real server still says what {@link VaultText} has, and what it says of a token is understood. */
@ExtendWith(LabExtension.class)
class VaultTextIT {
    @Test
    void aTokenThatWasRevokedIsDead(Lab lab) throws VaultFailure {
        String token = lab.readerToken(lab.server());
        assertThat(TokenRequests.isAlive(get(lab, token, "auth/token/lookup-self")))
                .isTrue();
        lab.server().revokeToken(token);
        Reply dead = get(lab, token, "auth/token/lookup-self");
        assertThat(dead.status()).isEqualTo(403);
        assertThat(dead.says(VaultText.PERMISSION_DENIED)).isTrue();
        assertThat(dead.says(VaultText.LIST)).isFalse();
        assertThat(TokenRequests.isAlive(dead)).isFalse();
        assertThat(TokenRequests.isAlive(get(lab, "hvs.unknown", "auth/token/lookup-self")))
                .isFalse();
    }

    @Test
    void aTokenWhosePolicyForbidsTheLookUpIsAlive(Lab lab) throws VaultFailure {
        String token = lab.readerToken(lab.server());
        Reply forbidden = get(lab, token, "sys/audit");
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.says(VaultText.LIST)).isTrue();
        assertThat(TokenRequests.isAlive(forbidden))
                .as("the words are the same for each path that a policy forbids")
                .isTrue();
    }

    @Test
    void theOtherWordsAreStillTheServers(Lab lab) throws VaultFailure {
        String root = lab.server().rootToken();
        assertSays(get(lab, root, "nothing/here"), 404, VaultText.NO_HANDLER);
        assertSays(get(lab, root, "sys/nothing"), 404, VaultText.UNSUPPORTED_PATH);
        assertSays(get(lab, root, "secret/here"), 404, VaultText.INVALID_KV_PATH);
        assertSays(lease(lab, "lookup"), 400, VaultText.INVALID_LEASE);
        assertSays(lease(lab, "renew"), 400, VaultText.LEASE_NOT_FOUND);
        assertSays(get(lab, root, "secret/data/here", "vault.namespace", "nowhere"), 404, VaultText.NO_NAMESPACE);
    }

    private static void assertSays(Reply reply, int status, VaultText text) {
        assertThat(reply.status()).as(text.name() + ": " + reply.json()).isEqualTo(status);
        assertThat(reply.says(text)).as(text.name() + ": " + reply.json()).isTrue();
    }

    private static Reply lease(Lab lab, String what) throws VaultFailure {
        String json = new JsonBody().add("lease_id", "database/creds/x/none").text();
        try (ServerRequests requests = requests(lab)) {
            return requests.post("sys/leases/" + what, json, lab.server().rootToken());
        }
    }

    private static Reply get(Lab lab, String token, String path, String... settings) throws VaultFailure {
        try (ServerRequests requests = requests(lab, settings)) {
            return requests.get(path, token);
        }
    }

    private static ServerRequests requests(Lab lab, String... settings) {
        String[] all = Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "vault.address";
        all[settings.length + 1] = lab.server().address();
        return Vaults.requests(Vaults.settings(all), new Clock());
    }
}
