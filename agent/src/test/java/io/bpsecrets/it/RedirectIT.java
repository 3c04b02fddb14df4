package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Cluster;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Postgres;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real standby that answers by a 307, since its cluster has no forwarding; the leader calls itself localhost. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedirectIT {
    private final Postgres postgres = new Postgres(UUID.randomUUID().toString());
    private final Cluster cluster = Cluster.redirecting(postgres, "localhost");

    @AfterAll
    void closeServers() {
        cluster.close();
        postgres.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void loginReadAndFarewellFollowTheStandbyToALeaderThatIsNamed(Jdk jdk, Lab lab) {
        String value = stored(lab);
        int leader = cluster.leader();
        String addresses = cluster.address(cluster.standby()) + ","
                + cluster.address(leader).replace("127.0.0.1", "localhost");
        int before = cluster.requests(leader).size();
        Result result = fork(jdk, lab, addresses).main("PrintEnv", "STORED").run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        OneRole.assertQuiet(result);
        assertThat(cluster.requests(leader).stream().skip(before).map(AuditRequest::path))
                .containsExactly(
                        "auth/approle/login", "secret/data/" + lab.path() + "/stored", "auth/token/revoke-self");
    }

    /** A stranger must not get the secret id by a redirect. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aHostThatNobodyNamedIsNotFollowed(Jdk jdk, Lab lab) {
        stored(lab);
        String env = lab.canary("env");
        int before = cluster.requests().size();
        Result result = fork(jdk, lab, cluster.address(cluster.standby()))
                .env("STORED", env)
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(env));
        assertThat(result.warnings()).as(result.toString()).hasSize(1);
        assertThat(result.warnings().get(0)).contains("307", "localhost", "vault.address");
        assertThat(cluster.requests()).hasSize(before);
    }

    private String stored(Lab lab) {
        String value = lab.canary("stored");
        cluster.putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    private Fork fork(Jdk jdk, Lab lab, String addresses) {
        RealServer.AppRole role = cluster.createAppRole("redirected", "1h", lab.readerPolicy(cluster));
        lab.canaries().watch("secret id", role.secretId());
        return lab.fork(jdk)
                .agent("vault.address", addresses)
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id", role.secretId())
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value");
    }
}
