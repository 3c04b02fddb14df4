package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.clock.SettableClock;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTest {
    private static final PathAnswer ANSWER = PathAnswer.found("database/creds/app", Map.of("username", "u"), null);
    private static final SecretPath PATH = new SecretPath("database/creds/app", true, SecretPath.LATEST);

    private final SettableClock clock = new SettableClock();
    private final UpkeepTimes times = new UpkeepTimes(clock);
    private final Leases leases = new Leases(clock, Vaults.noLog());

    @Test
    void onlyAnAnswerWithAnIdIsALease() {
        assertThat(lease("id", 60)).isNotNull();
        assertThat(lease("", 2_764_800)).as("KV v1 has a duration only").isNull();
        assertThat(Lease.of(reply("{\"data\":{}}"), ANSWER, 1, times)).isNull();
        Lease unknown = lease("id", 0);
        assertThat(unknown.isUnknown()).as("to be looked up").isTrue();
        assertThat(unknown.isOver()).isFalse();
        assertThat(unknown.upkeepInMillis()).isBetween(0L, 1_000L);
        assertThat(unknown.answer().endsAt()).isZero();
    }

    /** From 2^31 seconds on a lease was taken for none, and each refresh made new credentials. */
    @ParameterizedTest
    @CsvSource({"2147483647", "2147483648", "2200000000", "9000000000", "9223372036854775807", "1e300"})
    void aLeaseOfManyYearsIsHeld(String seconds) {
        Reply reply = reply("{\"lease_id\":\"id\",\"lease_duration\":" + seconds + ",\"data\":{}}");
        PathAnswer first = leases.hold(PATH, "database/creds/app", reply, ANSWER, 1);
        PathAnswer again = leases.answer(PATH, 1);
        long years68 = clock.currentTimeMillis() + StrictJson.MAX_NUMBER * 1_000;
        assertThat(first.endsAt()).isEqualTo(years68);
        assertThat(again.endsAt()).isEqualTo(years68);
        assertThat(again.fields()).isEqualTo(ANSWER.fields());
        assertThat(leases.upkeepInMillis(1)).isGreaterThan(StrictJson.MAX_NUMBER * 590);
    }

    @Test
    void theAnswerSaysTheEndThatTheLastRenewalHasBrought() {
        Lease lease = lease("id", 60);
        assertThat(lease.answer().endsAt()).isEqualTo(clock.currentTimeMillis() + 60_000);
        Lease renewed = lease.renewed(reply("{\"lease_duration\":30}"));
        assertThat(renewed.answer().endsAt()).isEqualTo(clock.currentTimeMillis() + 30_000);
        assertThat(renewed.later(0).answer().endsAt())
                .isEqualTo(renewed.answer().endsAt());
        assertThat(lease.lasting(600_000, true).answer().endsAt()).isEqualTo(clock.currentTimeMillis() + 600_000);
        Lease endless = lease.withoutEnd();
        assertThat(endless.answer().endsAt()).isZero();
        assertThat(endless.isOver()).isFalse();
        assertThat(endless.upkeepInMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(endless.isOrphan(1)).isFalse();
        assertThat(endless.isOrphan(2)).isTrue();
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
        assertThat(leases.answer(PATH, 1)).extracting(PathAnswer::fields).isEqualTo(ANSWER.fields());
        assertThat(leases.answer(PATH, 2)).isNull();
        assertThat(leases.upkeepInMillis(1)).isBetween(30_000L, 40_000L);
        assertThat(leases.upkeepInMillis(2)).as("a new token: at once").isZero();
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
    void thoseThatWereReplacedAreNotCollectedForEver() {
        for (int i = 0; i < 300; i++) {
            leases.hold(PATH, lease("id" + i, 0));
        }
        assertThat(leases.ids())
                .hasSize(101)
                .contains("id299", "id298", "id199")
                .doesNotContain("id198");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "identity/oidc/token/app | {'token':'t','ttl':100}                            | 100",
                "identity/oidc/token/app | {'token':'t','ttl':9000000000}                     | 2147483647",
                "identity/oidc/token/app | {'token':'t'}                                      | 0",
                "identity/oidc/token/app | {'token':'t','ttl':0}                              | 0",
                "identity/oidc/token/app | {'other':'t','ttl':100}                            | 0",
                "totp/code/app           | {'code':'1','generated':1000,'expire_time':1020}   | 20",
                "totp/code/app           | {'code':'1','generated':5e9,'expire_time':5000000020} | 20",
                "totp/code/app           | {'code':'1','generated':1020,'expire_time':1000}   | 0",
                "totp/code/app           | {'code':'1'}                                       | 0",
                "totp2/code/app          | {'code':'1','generated':1000,'expire_time':1020}   | 0",
                "my/totp/code/app        | {'code':'1','generated':1000,'expire_time':1020}   | 0",
                "totp/keys/app           | {'code':'1','generated':1000,'expire_time':1020}   | 0",
                "oidc/token/app          | {'token':'t','ttl':100}                            | 0",
                "database/static-creds/a | {'password':'p','ttl':100}                         | 0"
            })
    void twoPathsAreKeptToNineTenthsOfTheirOwnEnd(String api, String data, long seconds) {
        Reply reply = reply("{\"lease_id\":\"\",\"lease_duration\":0,\"data\":" + data.replace('\'', '"') + "}");
        PathAnswer read = ReadAnswers.of(reply, api);
        SecretPath path = new SecretPath(api, true, SecretPath.LATEST);
        PathAnswer first = leases.hold(path, api, reply, read, 1);
        PathAnswer kept = leases.answer(path, 2);
        if (seconds == 0) {
            assertThat(first.endsAt()).isZero();
            assertThat(kept).isNull();
            assertThat(leases.isEmpty()).isTrue();
            return;
        }
        assertThat(kept.fields()).as("whatever the token").isEqualTo(read.fields());
        assertThat(first.endsAt()).isEqualTo(clock.currentTimeMillis() + seconds * 1_000);
        assertThat(leases.upkeepInMillis(2)).isBetween(seconds * 800, seconds * 900);
        assertThat(leases.ids()).as("nothing to give back").isEmpty();
    }

    @Test
    void theIdIsNoPartOfAText() {
        assertThat(lease("canary", 60)).hasToString("lease of database/creds/app");
    }

    private Lease lease(String id, int seconds) {
        return Lease.of(
                reply("{\"lease_id\":\"" + id + "\",\"lease_duration\":" + seconds + ",\"renewable\":true}"),
                ANSWER,
                1,
                times);
    }

    private static Reply reply(String json) {
        return new Reply(200, StrictJson.object(json.getBytes(StandardCharsets.UTF_8)), json.length());
    }
}
