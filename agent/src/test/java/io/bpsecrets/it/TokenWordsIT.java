package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.Fault;
import io.bpsecrets.harness.fault.FaultProxy;
import io.bpsecrets.harness.fault.WrongAnswers;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Words of HashiCorp Vault about a token, which the test server does not have: a proxy in front of it says them, as the sources in
 * {@code vault.VaultText} make them. What the service does is counted in the audit file of the real server.
 */
@ExtendWith(LabExtension.class)
class TokenWordsIT {
    private static final String NO_SUCH_TOKEN =
            "2 errors occurred:\\n\\t* permission denied\\n\\t* invalid token\\n\\n";
    private static final String OF_SENTINEL =
            "2 errors occurred:\\n\\t* egp standard policy \\\"root/office-hours\\\" evaluation resulted in denial.\\n\\n"
                    + "The specific error was:\\n<nil>\\n\\n\\t* permission denied\\n\\n";

    private static Fault refusing(String words) {
        return WrongAnswers.error(403, words)
                .where(arrival ->
                        arrival.path().startsWith("secret/") || arrival.path().equals("auth/token/lookup-self"));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aDeadTokenIsReplacedByOneLogin(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server());
        String value = role.put();
        try (FaultProxy proxy = FaultProxy.before(lab.server().address());
                RunningProgram program =
                        role.fork(jdk, proxy.address(), "1s").main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            // The read, and the look-up of the token.
            proxy.apply(refusing(NO_SUCH_TOKEN).times(2));
            Await.until("both are refused", 30, () -> proxy.struck() >= 2);
            role.proveAlive(program);
            OneRole.assertQuiet(program.finish());
        }
        assertThat(role.logins()).isEqualTo(2);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aPolicyOfSentinelIsADenialAndNoReasonToLogIn(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server());
        role.put();
        String env = lab.canary("env");
        try (FaultProxy proxy = FaultProxy.before(lab.server().address())) {
            proxy.apply(refusing(OF_SENTINEL));
            Result result = role.fork(jdk, proxy.address(), "1h")
                    .env("STORED", env)
                    .main("PrintEnv", "STORED")
                    .run();
            assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(env));
            assertThat(result.warnings())
                    .as(result.toString())
                    .singleElement()
                    .asString()
                    .contains("permission denied; the policy must allow read");
        }
        assertThat(role.logins()).isEqualTo(1);
    }

    /** A gateway says it, for example: neither a login nor a removal follows from it. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void wordsThatNobodyKnowsKeepTheValueAndCauseNoLogin(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server());
        String value = role.put();
        try (FaultProxy proxy = FaultProxy.before(lab.server().address());
                RunningProgram program = role.fork(jdk, proxy.address(), "1s")
                        .env("STORED", lab.canary("env"))
                        .agent("on-removed", "drop")
                        .main("AskAgain")
                        .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            proxy.apply(refusing("blocked by rule 17"));
            Await.until("two refreshes", 30, () -> proxy.struck() >= 4);
            assertThat(program.ask("STORED")).as(program.stderr()).isEqualTo(Hash.of(value));
            assertThat(program.stderr())
                    .contains("the server does not say whether the token lives (403); it says \"blocked by rule 17\"");
            proxy.heal();
            role.proveAlive(program);
            program.finish();
        }
        assertThat(role.logins()).isEqualTo(1);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aServerWithoutNamespacesIsNamedAsTheReason(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server());
        role.put();
        try (FaultProxy proxy = FaultProxy.before(lab.server().address())) {
            proxy.apply(refusing("namespaces feature not enabled"));
            Result result = role.fork(jdk, proxy.address(), "1h")
                    .main("PrintEnv", "STORED")
                    .run();
            assertThat(result.warnings())
                    .as(result.toString())
                    .singleElement()
                    .asString()
                    .contains("this server has no namespaces; remove vault.namespace");
            assertThat(proxy.struck()).as("no look-up of the token").isEqualTo(1);
        }
        assertThat(role.logins()).isEqualTo(1);
    }
}
