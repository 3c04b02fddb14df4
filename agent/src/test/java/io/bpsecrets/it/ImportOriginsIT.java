package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.FaultProxy;
import io.bpsecrets.harness.fault.WrongAnswers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several places in Vault give one imported name: nobody takes it over, and a line says what a restart would do. */
@ExtendWith(LabExtension.class)
class ImportOriginsIT {
    private static final String TWO_PLACES = "import: two places in Vault give the name ";

    private static final AtomicInteger TESTS = new AtomicInteger();

    /** Each test has a folder of its own, since an import takes all that is there. */
    private final String folder = "/test-" + TESTS.incrementAndGet();

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theFirstPlaceInTheOrderHasTheNameAndOneLineNamesBoth(Jdk jdk, Lab lab) {
        String field = put(lab, "tree/db", "url");
        put(lab, "tree/db/url", "value");
        String stop = put(lab, "x.y", "f");
        put(lab, "x_y", "f");
        String mapped = put(lab, "mine", "f");
        put(lab, "tree/mapped", "value");
        Result result = imported(jdk, lab, "x.y, x_y, tree/*")
                .agent("secret.TREE_MAPPED", "mine#f")
                .main("PrintEnv", "TREE_DB_URL", "X_Y_F", "TREE_MAPPED")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("TREE_DB_URL", Hash.of(field))
                .containsEntry("X_Y_F", Hash.of(stop))
                .containsEntry("TREE_MAPPED", Hash.of(mapped));
        assertThat(result.warnings())
                .containsExactly(
                        "[bp-secrets] WARN " + TWO_PLACES
                                + "X_Y_F: it is served from x.y#f, not from x_y#f. Rename or delete one"
                                + " of them, or write secret.NAME = PATH#FIELD",
                        "[bp-secrets] WARN " + TWO_PLACES + "TREE_DB_URL: it is served from tree/db#url, not from"
                                + " tree/db/url#value. Rename or delete one of them, or write secret.NAME = PATH#FIELD");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aRunningServiceKeepsItsPlaceAndALineSaysWhatARestartWouldServe(Jdk jdk, Lab lab) {
        String mine = put(lab, "tree/db/url", "value");
        Fork fork = imported(jdk, lab, "tree/*").agent("refresh.interval", "1s").main("AskAgain");
        String theirs;
        try (RunningProgram program = fork.start()) {
            assertThat(program.ask("TREE_DB_URL")).isEqualTo(Hash.of(mine));
            theirs = put(lab, "tree/db", "url");
            awaitLine(program, TWO_PLACES);
            assertThat(program.ask("TREE_DB_URL")).isEqualTo(Hash.of(mine));
            String next = put(lab, "tree/db/url", "value");
            Await.answer(program, "TREE_DB_URL", Hash.of(next));
            Result result = program.finish();
            assertThat(result.warnings())
                    .singleElement()
                    .asString()
                    .contains(
                            "served from tree/db/url#value, where this process has it from; a restart would serve tree/db#url.");
        }
        try (RunningProgram restarted = fork.start()) {
            assertThat(restarted.ask("TREE_DB_URL")).isEqualTo(Hash.of(theirs));
            restarted.finish();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void theNextPlaceHasTheNameOnlyAfterTheValueWasDropped(Jdk jdk, Lab lab) {
        String kept = put(lab, "a", "url");
        String next = put(lab, "a/url", "value");
        try (RunningProgram program = imported(jdk, lab, "a, a/url")
                .agent("refresh.interval", "1s")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("A_URL")).isEqualTo(Hash.of(kept));
            put(lab, "a", "another");
            awaitLine(program, "a restart would serve a/url#value");
            assertThat(program.ask("A_URL")).isEqualTo(Hash.of(kept));
            lab.server().deleteVersion(lab.path() + folder + "/a", 2);
            Await.answer(program, "A_URL", Hash.of(next));
            awaitLine(program, "A_URL changed: vault");
            program.finish();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void troubleOfAPathNeverHandsItsNameToAnother(Jdk jdk, Lab lab) {
        String mine = put(lab, "a", "url");
        put(lab, "a/url", "value");
        String other = put(lab, "other", "f");
        try (FaultProxy proxy = FaultProxy.before(lab.server().address())) {
            Fork fork = lab.fork(jdk)
                    .agent("vault.address", proxy.address())
                    .agent("vault.token", lab.readerToken(lab.server()))
                    .agent("vault.path", lab.path() + folder)
                    .agent("import", "a, a/url, other")
                    .agent("on-outage", "fallback")
                    .agent("refresh.interval", "1s")
                    .main("AskAgain");
            proxy.apply(WrongAnswers.error(500, "no")
                    .where(arrival -> arrival.path().endsWith("/a")));
            try (RunningProgram program = fork.start()) {
                assertThat(program.ask("A_URL")).isEqualTo("null");
                assertThat(program.ask("OTHER_F")).isEqualTo(Hash.of(other));
                awaitLine(program, "A_URL is not served from a/url#value now, because a comes before it");
                proxy.heal();
                Await.answer(program, "A_URL", Hash.of(mine));
                program.finish();
            }
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void anOddSignIsSaidWithTheNameAndAFileHasOneOwner(Jdk jdk, Lab lab) {
        String odd = put(lab, "db", "pass wört");
        String mapped = put(lab, "mine", "f");
        put(lab, "tree/url", "value");
        Result result = imported(jdk, lab, "db, tree/*")
                .agent("secret.tree_url", "mine#f")
                .main("PrintEnv", "DB_PASS_W_RT", "tree_url", "TREE_URL")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("DB_PASS_W_RT", Hash.of(odd))
                .containsEntry("tree_url", Hash.of(mapped))
                .containsEntry("TREE_URL", "null");
        assertThat(result.warnings())
                .hasSize(2)
                .anyMatch(line -> line.contains(" is DB_PASS_W_RT; for another name, write"))
                .anyMatch(line -> line.contains("TREE_URL of tree/url#value is not served, because its file would be"));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void anImportOfTheWholeMountIsSaidAtTheStart(Jdk jdk, Lab lab) {
        String word = "import = * takes every secret of the mount that the policy allows";
        put(lab, "db", "url");
        Fork whole = lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), "")
                .agent("profile", "none")
                .agent("import", "*");
        assertThat(whole.main("PrintEnv").run().warnings()).anyMatch(line -> line.contains(word));
        Result below = imported(jdk, lab, "*").main("PrintEnv", "DB_URL").run();
        assertThat(below.warnings()).as(below.toString()).isEmpty();
    }

    private static void awaitLine(RunningProgram program, String words) {
        Await.until("a line with " + words, 30, () -> program.stderr().contains(words));
    }

    private Fork imported(Jdk jdk, Lab lab, String paths) {
        return lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path() + folder)
                .agent("profile", "none")
                .agent("import", paths);
    }

    /** @return the value that is there now, in this field alone */
    private String put(Lab lab, String path, String field) {
        String value = lab.canary(path + field);
        lab.server().putKv2(lab.path() + folder + "/" + path, Map.of(field, value));
        return value;
    }
}
