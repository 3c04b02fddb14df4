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
import io.bpsecrets.harness.fault.WrongAnswers;
import io.github.jopenlibs.vault.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An imported tree with one secret, one folder or one list entry that cannot be read: all else of it is served. */
@ExtendWith(LabExtension.class)
class TreeTroubleIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void oneSecretThatIsTooDeepDoesNotStopWhoImportsTheTree(Jdk jdk, Lab lab) {
        try (SomePaths paths = new SomePaths(lab)) {
            String first = paths.put("svc/a");
            String last = paths.put("svc/z");
            paths.put("svc/deep", Map.of("value", Json.parse("[".repeat(65) + "]".repeat(65))));
            try (RunningProgram program = imported(paths, jdk)
                    .agent("required", "SVC_A, SVC_Z")
                    .agent("startup", "check")
                    .env("SVC_DEEP", "of the environment")
                    .main("AskAgain")
                    .start()) {
                assertReads(program, "SVC_A", first);
                assertReads(program, "SVC_Z", last);
                assertReads(program, "SVC_DEEP", "of the environment");
                paths.awaitRound(program, "SVC_A", "svc/a");
                paths.awaitRound(program, "SVC_Z", "svc/z");
                Result result = program.finish();
                assertThat(result.warnings())
                        .as(result.toString())
                        .singleElement()
                        .asString()
                        .contains(paths.api("svc/deep"));
            }
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aListThatFailsTakesNoNameAway(Jdk jdk, Lab lab) {
        try (SomePaths paths = new SomePaths(lab)) {
            String first = paths.put("svc/a");
            String below = paths.put("svc/sub/b");
            try (RunningProgram program = imported(paths, jdk)
                    .agent("on-outage", "fallback")
                    .main("AskAgain")
                    .start()) {
                assertReads(program, "SVC_A", first);
                assertReads(program, "SVC_SUB_B", below);
                for (String folder : new String[] {"svc", "svc/sub"}) {
                    paths.spoilApi(WrongAnswers.error(500, "the list is broken"), List.of(paths.list(folder)));
                    paths.awaitRound(program, "SVC_A", "svc/a");
                    paths.awaitRound(program, "SVC_SUB_B", "svc/sub/b");
                    assertThat(paths.struck()).isPositive();
                    assertThat(lines(program.stderr(), " WARN ", paths.list(folder)))
                            .as(program.stderr())
                            .hasSize(1);
                    paths.heal();
                }
                String late = paths.put("svc/late");
                Await.answer(program, "SVC_LATE", Hash.of(late));
                program.finish();
            }
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void anEntryOfAListThatIsNoNameIsLeftOutAndSaidOnce(Jdk jdk, Lab lab) {
        String odd = "{\"data\":{\"keys\":[\"a\",5,null,{\"x\":[]},\"b\"]}}";
        for (boolean atStart : new boolean[] {true, false}) {
            try (SomePaths paths = new SomePaths(lab)) {
                String first = paths.put("svc/a");
                String second = paths.put("svc/b");
                String other = paths.put("other");
                if (atStart) {
                    paths.spoilApi(WrongAnswers.body(odd), List.of(paths.list("svc")));
                }
                try (RunningProgram program = imported(paths, jdk)
                        .agent("secret.OTHER", "other#value")
                        .main("AskAgain")
                        .start()) {
                    assertReads(program, "OTHER", other);
                    assertReads(program, "SVC_A", first);
                    assertReads(program, "SVC_B", second);
                    paths.spoilApi(WrongAnswers.body(odd), List.of(paths.list("svc")));
                    paths.awaitRound(program, "SVC_A", "svc/a");
                    paths.awaitRound(program, "SVC_B", "svc/b");
                    Await.until(
                            "it is said",
                            10,
                            () -> !lines(program.stderr(), " WARN ", paths.list("svc"))
                                    .isEmpty());
                    paths.awaitRound(program, "OTHER", "other");
                    Result result = program.finish();
                    assertThat(result.warnings()).as(atStart + "; " + result).hasSize(1);
                }
            }
        }
    }

    private static Fork imported(SomePaths paths, Jdk jdk) {
        return paths.fork(jdk).agent("profile", "none").agent("import", "svc/*");
    }
}
