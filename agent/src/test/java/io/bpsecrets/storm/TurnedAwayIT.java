package io.bpsecrets.storm;

import static io.bpsecrets.storm.StormIT.DEADLINE_MILLIS;
import static io.bpsecrets.storm.StormIT.GRACE_MILLIS;
import static io.bpsecrets.storm.StormIT.INSTANCES;
import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All instances of a service start at once, and the server turns many or all of them away; see {@link StormIT}. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class TurnedAwayIT {
    private final List<String> rows = new ArrayList<>();
    private final RealServer server = RealServer.startLocal();

    @AfterAll
    void end() throws IOException {
        StormTable.write(
                "turned-away.md",
                "### " + INSTANCES + " instances at once that are turned away, Java "
                        + Runtime.version().feature(),
                "| figure | value |\n|---|---|\n",
                rows);
        server.close();
    }

    @ParameterizedTest(name = "{0} s")
    @ValueSource(ints = {1, 3})
    @Order(1)
    void aQuotaDelaysSomeAndTurnsNobodyAwayForGood(int seconds, Lab lab) {
        // A longer interval makes the server name a Retry-After, the same for all whom it turns away.
        int rate = INSTANCES / 4 * seconds;
        String folder = "quota-" + seconds;
        try (Fleet fleet = new Fleet(lab, server, folder, 1).rightSecretId();
                Quota quota = new Quota(server, rate, seconds)) {
            fleet.build(INSTANCES);
            int mark = server.mark();
            quota.set();
            Look first = fleet.start();
            Await.until(
                    "all instances have Vault's values", 90, () -> fleet.look().fromVault() == INSTANCES);
            Look last = fleet.look();
            Sent sent = new Sent(server.requestsSince(mark));
            long logins = sent.count(Fleet.LOGIN);
            String what = "quota of " + rate + " in " + seconds + " s" + (seconds > 1 ? ", Retry-After" : "");
            rows.add(what + ": from Vault at the first read | " + first.fromVault());
            rows.add(what + ": first read p50, p99, most, ms | " + first.p50() + ", " + first.p99() + ", "
                    + first.max());
            rows.add(what + ": all from Vault after, ms | " + last.lastVaultAt());
            rows.add(what + ": logins sent, most in 100 ms | " + logins + ", " + sent.mostLogins());
            assertThat(first.max()).isLessThan(DEADLINE_MILLIS + GRACE_MILLIS);
            assertThat(last.hashes()).isEqualTo(fleet.hash());
            assertThat(logins).as("the quota was felt").isGreaterThan(INSTANCES);
            // A round sends a login three times at most, and rounds are a second and more apart.
            assertThat(logins).isLessThanOrEqualTo(3L * last.rounds());
            assertThat(last.warnings())
                    .as("a line for an outage, one where its kind changes")
                    .isLessThanOrEqualTo(2L * INSTANCES);
            assertThat(fleet.loginOfAnother()).as("the role is not locked").isEqualTo(200);
            Fleet.quiet(fleet.finish());
        }
    }

    @Test
    @Order(2)
    void aRejectedSecretIdIsSentOnceByEachInstanceAndThatLocksTheRole(Lab lab) {
        try (Fleet fleet = new Fleet(lab, server, "rejected", 1)
                .property("vault.secret-id", UUID.randomUUID().toString())
                .property("refresh.interval", "1s")) {
            fleet.build(INSTANCES);
            assertThat(fleet.loginOfAnother()).isEqualTo(200);
            int mark = server.mark();
            Look look = fleet.start();
            Await.until("two more rounds of all", 60, () -> fleet.look().rounds() >= 3 * INSTANCES);
            Look later = fleet.look();
            Sent sent = new Sent(server.requestsSince(mark));
            int status = fleet.loginOfAnother();
            rows.add("rejected secret id: logins sent in " + later.rounds() / INSTANCES + " rounds | "
                    + sent.all().size());
            rows.add("rejected secret id: first read most, ms | " + look.max());
            rows.add("rejected secret id: status of a right login of the same role after it | " + status);
            assertThat(sent.all()).hasSize(INSTANCES).allMatch(one -> one.path().equals(Fleet.LOGIN));
            assertThat(later.fromVault()).isZero();
            assertThat(status)
                    .as("what docs/scale.md says: five of them lock the role")
                    .isEqualTo(403);
            Fleet.quiet(fleet.finish());
        }
    }
}
