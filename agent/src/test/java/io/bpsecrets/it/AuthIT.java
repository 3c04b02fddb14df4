package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a token comes from, and what a refused one does. */
@ExtendWith(LabExtension.class)
class AuthIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aTokenMayComeFromTheEnvironmentAFileOrTheHomeFolder(Jdk jdk, Lab lab) throws IOException {
        String value = stored(lab);
        String token = lab.readerToken(lab.server());
        Path file = Files.writeString(lab.newFolder().resolve("token"), token + "\n");
        judge(base(jdk, lab).env("VAULT_TOKEN", token), value);
        judge(base(jdk, lab).env("VAULT_TOKEN_FILE", file.toString()), value);
        judge(base(jdk, lab).agent("vault.token-file", file.toString()), value);
        Fork home = base(jdk, lab);
        Files.writeString(home.folder().resolve(".vault-token"), token);
        judge(home, value);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anAppRoleLogsInWithIdsFromFilesAndIsTheDefaultWhereARoleIdIsSet(Jdk jdk, Lab lab) throws IOException {
        String value = stored(lab);
        RealServer.AppRole role = lab.readerRole(lab.server());
        Path folder = lab.newFolder();
        Path roleId = Files.writeString(folder.resolve("role-id"), role.roleId() + "\n");
        Path secretId = Files.writeString(folder.resolve("secret-id"), role.secretId() + "\n");
        judge(
                base(jdk, lab)
                        .agent("vault.role-id-file", roleId.toString())
                        .agent("vault.secret-id-file", secretId.toString()),
                value);
        judge(base(jdk, lab).agent("vault.role-id", role.roleId()).agent("vault.secret-id", role.secretId()), value);
    }

    /** Vault locks a role after five failed logins, for every service that shares it. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aWrongSecretIdCausesExactlyOneLogin(Jdk jdk, Lab lab) throws InterruptedException {
        stored(lab);
        String env = lab.canary("env");
        RealServer.AppRole role = lab.readerRole(lab.server());
        int mark = lab.server().mark();
        try (RunningProgram program = base(jdk, lab)
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id", lab.canary("wrong-secret-id"))
                .agent("secret.OTHER", "other#value")
                .agent("refresh.interval", "1s")
                .env("STORED", env)
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(env));
            assertThat(program.ask("OTHER")).isEqualTo("null");
            assertThat(program.ask("map STORED")).isEqualTo(Hash.of(env));
            // Three refreshes: the same credential must not be tried again.
            Thread.sleep(3_500);
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(env));
            Result result = program.finish();
            assertThat(lab.server().countSince(mark, "auth/approle/login"::equals))
                    .as(result.toString())
                    .isEqualTo(1);
            assertThat(lab.server().requestsSince(mark)).hasSize(1);
            assertThat(result.warnings()).as(result.toString()).hasSize(1);
            assertThat(result.warnings().get(0))
                    .containsIgnoringCase("approle")
                    .contains(lab.server().address());
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aDeadTokenGoesDownTheChainAndIsCalledATokenProblem(Jdk jdk, Lab lab) {
        stored(lab);
        String env = lab.canary("env");
        String token = lab.readerToken(lab.server());
        lab.server().revokeToken(token);
        Result result = base(jdk, lab)
                .agent("vault.token", token)
                .env("STORED", env)
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(env));
        assertThat(result.warnings()).as(result.toString()).hasSize(1);
        assertThat(result.warnings().get(0))
                .containsIgnoringCase("token")
                .contains(lab.server().address());
    }

    /** Command lines can be read by everybody on the machine. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aTokenOnTheCommandLineIsRefused(Jdk jdk, Lab lab) {
        String value = stored(lab);
        String token = lab.readerToken(lab.server());
        Result result = base(jdk, lab)
                .jvm("-Dbp.secrets.vault.token=" + token)
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers().get("STORED")).as(result.toString()).isNotEqualTo(Hash.of(value));
        assertThat(result.stderr()).contains("vault.token");
        assertThat(result.warnings().size() + result.errors().size())
                .as(result.toString())
                .isPositive();
    }

    private static void judge(Fork fork, String value) {
        Result result = fork.main("PrintEnv", "STORED").run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        assertThat(result.warnings()).as(result.toString()).isEmpty();
    }

    private static String stored(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    /** Everything but a credential. */
    private static Fork base(Jdk jdk, Lab lab) {
        return lab.fork(jdk)
                .agent("vault.address", lab.server().address())
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value");
    }
}
