package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.log.Log;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final PathAnswer ANSWER = PathAnswer.found("database/creds/app", Map.of("username", "u"), null);
    private static final SecretPath PATH = new SecretPath("database/creds/app", true, SecretPath.LATEST);

    private final Leases leases = new Leases(new Log(Log.Level.OFF, System.err, null));

    @Test
    void onlyAnAnswerWithAnIdAndATimeIsALease() {
        assertThat(lease("id", 60)).isNotNull();
        assertThat(lease("", 2_764_800)).as("KV v1 has a duration only").isNull();
        assertThat(lease("id", 0)).isNull();
        assertThat(Lease.of(reply("{\"data\":{}}"), ANSWER, 1)).isNull();
    }

    @Test
    void aRenewalThatGrantsLessThanAThirdIsTheEnd() {
        Lease lease = lease("id", 60);
        assertThat(lease.renewed(reply("{\"lease_duration\":60}"))).isNotNull();
        assertThat(lease.renewed(reply("{\"lease_duration\":20}"))).isNotNull();
        assertThat(lease.renewed(reply("{\"lease_duration\":19}"))).isNull();
        assertThat(lease.renewed(new Reply(400, null, 0))).isNull();
        Lease second = lease.renewed(reply("{\"lease_duration\":20}"));
        assertThat(second.renewed(reply("{\"lease_duration\":15}")))
                .as("a third of the full time, not of the last")
                .isNull();
    }

    @Test
    void aPathIsAnsweredByItsLeaseWhileTheTokenThatMadeItIsInUse() {
        leases.hold(PATH, lease("id", 60));
        assertThat(leases.answer(PATH, 1)).isSameAs(ANSWER);
        assertThat(leases.answer(PATH, 2)).isNull();
        assertThat(leases.dueInMillis(1)).isBetween(30_000L, 40_000L);
        assertThat(leases.dueInMillis(2)).as("a new token: at once").isZero();
    }

    @Test
    void aReplacedLeaseIsStillGivenBackAtTheEnd() {
        leases.hold(PATH, lease("one", 60));
        leases.hold(PATH, lease("two", 60));
        assertThat(leases.ids()).containsExactlyInAnyOrder("one", "two");
        leases.hold(PATH, null);
        assertThat(leases.isEmpty()).isTrue();
        assertThat(leases.answer(PATH, 1)).isNull();
        assertThat(leases.ids()).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void theIdIsNoPartOfAText() {
        assertThat(lease("canary", 60)).hasToString("lease of database/creds/app");
    }

    private static Lease lease(String id, int seconds) {
        return Lease.of(
                reply("{\"lease_id\":\"" + id + "\",\"lease_duration\":" + seconds + ",\"renewable\":true}"),
                ANSWER,
                1);
    }

    private static Reply reply(String json) {
        return new Reply(200, StrictJson.object(json.getBytes(StandardCharsets.UTF_8)), json.length());
    }
}
