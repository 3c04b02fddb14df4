package io.bpsecrets.it;

import static io.bpsecrets.it.SomePaths.assertReads;
import static io.bpsecrets.it.SomePaths.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** on-removed: what a running service has after an operator changed a policy or a secret. Nothing is forged here. */
@ExtendWith(LabExtension.class)
class RemovedIT {
    private static final String KEPT = "a restart will not have it";

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aPolicyMistakeTakesNoValueOfARunningServiceUnlessThatIsAskedFor(Jdk jdk, Lab lab) {
        for (boolean keep : new boolean[] {true, false}) {
            try (SomePaths paths = new SomePaths(lab)) {
                String environment = lab.canary("env");
                String kept = paths.put("kept");
                String dropped = paths.put("dropped");
                paths.put("healthy");
                String policy = "removed-" + UUID.randomUUID();
                allow(lab, policy, paths, "kept", "dropped", "healthy");
                String token = lab.canaries().watch("token", lab.server().createToken(policy));
                Fork fork = mapped(paths, jdk, token, environment);
                if (keep) {
                    fork.agent("on-removed.DROPPED", "drop");
                } else {
                    fork.agent("on-removed", "drop").agent("on-removed.KEPT", "keep");
                }
                try (RunningProgram program = fork.main("AskAgain").start()) {
                    assertReads(program, "KEPT", kept);
                    assertReads(program, "DROPPED", dropped);
                    allow(lab, policy, paths, "healthy");
                    Await.answer(program, "DROPPED", Hash.of(environment));
                    paths.awaitRound(program, "HEALTHY", "healthy");
                    paths.awaitRound(program, "HEALTHY", "healthy");
                    assertReads(program, "KEPT", kept);
                    assertThat(lines(program.stderr(), " WARN ", KEPT, "KEPT"))
                            .as(program.stderr())
                            .singleElement()
                            .asString()
                            .contains(paths.api("kept"))
                            .doesNotContain("DROPPED");
                    assertThat(lines(program.stderr(), KEPT)).hasSize(1);
                    // What the line says is true.
                    Result restarted = mapped(paths, jdk, token, environment)
                            .main("PrintEnv", "KEPT")
                            .run();
                    assertThat(restarted.answers()).containsEntry("KEPT", Hash.of(environment));
                    allow(lab, policy, paths, "kept", "dropped", "healthy");
                    Await.answer(program, "KEPT", Hash.of(paths.put("kept")));
                    Await.answer(program, "DROPPED", Hash.of(dropped));
                    program.finish();
                }
            }
        }
    }

    /** To delete a version is the way to take a value back, whatever is set. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aSecretOrAFieldThatIsGoneIsKeptAndADeletedVersionNever(Jdk jdk, Lab lab) {
        try (SomePaths paths = new SomePaths(lab)) {
            String environment = lab.canary("env");
            String secret = paths.put("secret");
            String field = paths.put("field");
            String deleted = paths.put("deleted");
            String destroyed = paths.put("destroyed");
            paths.put("healthy");
            Fork fork = paths.fork(jdk);
            for (String name : List.of("SECRET", "FIELD", "DELETED", "DESTROYED")) {
                fork.agent("secret." + name, name.toLowerCase(java.util.Locale.ROOT) + "#value")
                        .env(name, environment);
            }
            try (RunningProgram program = fork.agent("secret.HEALTHY", "healthy#value")
                    .main("AskAgain")
                    .start()) {
                assertReads(program, "DELETED", deleted);
                lab.server().deleteSecret(paths.path("secret"));
                paths.put("field", Map.of("another", lab.canary("another")));
                lab.server().deleteVersion(paths.path("deleted"), 1);
                lab.server().destroyVersion(paths.path("destroyed"), 1);
                Await.answer(program, "DELETED", Hash.of(environment));
                Await.answer(program, "DESTROYED", Hash.of(environment));
                paths.awaitRound(program, "HEALTHY", "healthy");
                assertReads(program, "SECRET", secret);
                assertReads(program, "FIELD", field);
                for (String name : List.of("SECRET", "FIELD")) {
                    assertThat(lines(program.stderr(), " WARN ", KEPT, name))
                            .as(name + "; " + program.stderr())
                            .hasSize(1);
                }
                assertThat(lines(program.stderr(), KEPT, "DELETED")).isEmpty();
                assertThat(lines(program.stderr(), KEPT, "DESTROYED")).isEmpty();
                lab.server()
                        .operator()
                        .call(
                                "POST",
                                "secret/undelete/" + paths.path("deleted"),
                                new JsonObject().add("versions", Json.array(1)));
                Await.answer(program, "DELETED", Hash.of(deleted));
                Await.answer(program, "SECRET", Hash.of(paths.put("secret")));
                Await.answer(program, "FIELD", Hash.of(paths.put("field")));
                assertThat(destroyed).isNotEqualTo(environment);
                program.finish();
            }
        }
    }

    /** An alternative that has answered is denied: no reason to serve another secret. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aDeniedAlternativeIsNoReasonToServeTheNext(Jdk jdk, Lab lab) {
        for (boolean keep : new boolean[] {true, false}) {
            try (SomePaths paths = new SomePaths(lab)) {
                String environment = lab.canary("env");
                String first = paths.put("kept");
                String second = paths.put("second");
                paths.put("healthy");
                String policy = "removed-" + UUID.randomUUID();
                allow(lab, policy, paths, "kept", "second", "healthy");
                String token = lab.canaries().watch("token", lab.server().createToken(policy));
                try (RunningProgram program = paths.fork(jdk, token)
                        .agent("secret.PAIR", "kept#value, second#value")
                        .agent("secret.HEALTHY", "healthy#value")
                        .agent("on-removed", keep ? "keep" : "drop")
                        .env("PAIR", environment)
                        .main("AskAgain")
                        .start()) {
                    assertReads(program, "PAIR", first);
                    allow(lab, policy, paths, "second", "healthy");
                    if (!keep) {
                        Await.until("PAIR", 30, () -> {
                            String answer = program.ask("PAIR");
                            assertThat(answer).isNotEqualTo(Hash.of(second));
                            return answer.equals(Hash.of(environment));
                        });
                    }
                    paths.awaitRound(program, "HEALTHY", "healthy");
                    assertReads(program, "PAIR", keep ? first : environment);
                    program.finish();
                }
                // At a start nothing has answered yet, and a denial is Vault's word for absent.
                Result started = paths.fork(jdk, token)
                        .agent("secret.PAIR", "kept#value, second#value")
                        .main("PrintEnv", "PAIR")
                        .run();
                assertThat(started.answers()).as(started.toString()).containsEntry("PAIR", Hash.of(second));
            }
        }
    }

    private static Fork mapped(SomePaths paths, Jdk jdk, String token, String environment) {
        return paths.fork(jdk, token)
                .agent("secret.KEPT", "kept#value")
                .agent("secret.DROPPED", "dropped#value")
                .agent("secret.HEALTHY", "healthy#value")
                .env("KEPT", environment)
                .env("DROPPED", environment);
    }

    private static void allow(Lab lab, String policy, SomePaths paths, String... secrets) {
        StringBuilder text = new StringBuilder();
        for (String secret : secrets) {
            text.append("path \"").append(paths.api(secret)).append("\" { capabilities = [\"read\"] }\n");
        }
        lab.server().putPolicy(policy, text.toString());
    }
}
