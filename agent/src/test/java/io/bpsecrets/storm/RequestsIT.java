package io.bpsecrets.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one JVM with the packed agent asks of the server: at its start, at each refresh, at its end. From the audit file. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class RequestsIT {
    private static final String READ = "read secret/data/";
    private static final String LOGIN = "update auth/approle/login";
    private static final String REVOKE = "update auth/token/revoke-self";
    private static final int LARGE = 20 << 10;

    private final List<String> rows = new ArrayList<>();
    private RealServer server;
    private String base;

    @BeforeAll
    void put(Lab lab) {
        server = RealServer.startLocal();
        base = READ + lab.path() + "/";
        for (int i = 0; i < 50; i++) {
            server.putKv2(lab.path() + "/p" + i, Map.of("value", lab.canary("p" + i)));
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            fields.put("f" + i, lab.canary("f" + i));
        }
        server.putKv2(lab.path() + "/many", fields);
        for (int i = 0; i < 5; i++) {
            server.putKv2(lab.path() + "/auth/s" + i, Map.of("value", lab.canary("auth" + i)));
        }
        server.putKv2(lab.path() + "/large", Map.of("value", lab.canary("large"), "rest", "x".repeat(LARGE)));
    }

    @AfterAll
    void end() throws IOException {
        StormTable.write(
                "requests.md",
                "### Requests of one JVM, Java "
                        + Jdks.newest().findFirst().orElseThrow().major(),
                "| mapped | login | start | refresh, nothing changed | orderly end |\n|---|---|---|---|---|\n",
                rows);
        server.close();
    }

    @Test
    @Order(1)
    void secretsOfOnePathCostWhatOneCosts(Lab lab) {
        Rounds one = role(lab, paths(lab, 1));
        assertThat(one.start()).containsExactly(LOGIN, base + "p0");
        assertThat(one.refresh()).containsExactly(base + "p0");
        assertThat(one.end()).containsExactly(REVOKE);
        add("1 secret, 1 path", "AppRole", one);
        Fork fork = fork(lab);
        for (int i = 0; i < 20; i++) {
            fork.agent("secret.F" + i, "many#f" + i);
        }
        Rounds twenty = role(lab, fork);
        assertThat(twenty.start()).containsExactly(LOGIN, base + "many");
        assertThat(twenty.refresh()).containsExactly(base + "many");
        add("20 secrets, 1 path", "AppRole", twenty);
    }

    @Test
    @Order(2)
    void eachDistinctPathIsOneRequest(Lab lab) {
        for (int count : new int[] {13, 50}) {
            Rounds rounds = role(lab, paths(lab, count));
            assertThat(rounds.start()).hasSize(1 + count).startsWith(LOGIN).doesNotHaveDuplicates();
            assertThat(rounds.refresh()).hasSize(count).doesNotHaveDuplicates().allMatch(one -> one.startsWith(base));
            assertThat(rounds.end()).containsExactly(REVOKE);
            add(count + " paths", "AppRole", rounds);
        }
    }

    @Test
    @Order(3)
    void anImportIsOneRequestAFolderAndOneASecret(Lab lab) {
        Rounds rounds = role(lab, fork(lab).agent("import", "auth/*"));
        assertThat(rounds.start())
                .hasSize(1 + 1 + 5)
                .startsWith(LOGIN, "list secret/metadata/" + lab.path() + "/auth/");
        assertThat(rounds.refresh()).hasSize(1 + 5);
        add("`import = auth/*`, 1 folder with 5 secrets", "AppRole", rounds);
    }

    /** The one case in which metadata is read: elsewhere it would not be cheaper than the secret. */
    @Test
    @Order(4)
    void aLargeSecretThatHasNotChangedIsAskedForItsVersionOnly(Lab lab) {
        Rounds rounds = role(lab, fork(lab).agent("secret.LARGE", "large#value"));
        assertThat(rounds.start()).containsExactly(LOGIN, base + "large");
        assertThat(rounds.refresh()).containsExactly("read secret/metadata/" + lab.path() + "/large");
        add("1 secret of 20 KiB", "AppRole", rounds);
    }

    @Test
    @Order(5)
    void aGivenTokenIsLookedUpOnce(Lab lab) {
        Fork fork = paths(lab, 1).agent("vault.token", lab.readerToken(server));
        Rounds rounds = Rounds.of(server, fork, 5);
        assertThat(rounds.start()).containsExactly(base + "p0");
        assertThat(rounds.refresh()).containsExactly(base + "p0");
        assertThat(rounds.all())
                .filteredOn("read auth/token/lookup-self"::equals)
                .hasSize(1);
        assertThat(rounds.all()).doesNotContain(REVOKE);
        rows.add("1 secret, 1 path | token | " + rounds.start().size() + ", and 1 look-up after 3 s | "
                + rounds.refresh().size() + " | 0");
    }

    @Test
    @Order(6)
    void aTokenIsRenewedOnceInTwoThirdsOfItsTtl(Lab lab) {
        String role = "renewing";
        server.operator()
                .putRole(
                        role,
                        new JsonObject()
                                .add("token_ttl", "9s")
                                .add("token_max_ttl", "1h")
                                .add("token_policies", lab.readerPolicy(server)));
        Fork fork = paths(lab, 1)
                .agent("vault.role-id", server.operator().roleId(role))
                .agent(
                        "vault.secret-id",
                        lab.canaries().watch("secret id", server.operator().newSecretId(role)));
        Rounds rounds = Rounds.of(server, fork, 8);
        long renewals = rounds.all().stream()
                .filter("update auth/token/renew-self"::equals)
                .count();
        assertThat(rounds.seconds()).isGreaterThanOrEqualTo(7);
        assertThat(renewals).isBetween(1L, rounds.seconds() / 5);
        rows.add(
                "1 secret, 1 path, `token_ttl=9s` | AppRole | " + rounds.start().size() + " | "
                        + rounds.refresh().size() + ", and " + renewals + " renewal in " + rounds.seconds() + " s | "
                        + rounds.end().size());
    }

    private Fork paths(Lab lab, int count) {
        Fork fork = fork(lab);
        for (int i = 0; i < count; i++) {
            fork.agent("secret.P" + i, "p" + i + "#value");
        }
        return fork;
    }

    private Fork fork(Lab lab) {
        return lab.fork(Jdks.newest().findFirst().orElseThrow())
                .agent("vault.address", server.address())
                .agent("vault.path", lab.path())
                .agent("refresh.interval", "1s");
    }

    private Rounds role(Lab lab, Fork fork) {
        RealServer.AppRole role = lab.readerRole(server);
        return Rounds.of(
                server, fork.agent("vault.role-id", role.roleId()).agent("vault.secret-id", role.secretId()), 2);
    }

    private void add(String mapped, String login, Rounds rounds) {
        rows.add(mapped + " | " + login + " | " + rounds.start().size() + " | "
                + rounds.refresh().size() + " | " + rounds.end().size());
    }
}
