package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs write into the environment by reflection. Each program runs without the agent too, where what Vault has is in the real
 * environment: what the program has written must be answered in the same way by both.
 */
@ExtendWith(LabExtension.class)
class EnvironmentIT {
    /** Vault and the real environment have the first, only Vault has the next three. The last is not mapped. */
    private static final String NAMES = "BOTH VAULT_ONLY NEEDED IMPORTED UNMAPPED";

    static Stream<Arguments> jdksAndPlaces() {
        return Jdks.all()
                .flatMap(jdk ->
                        Stream.of("m", "kept", "unmodifiable", "variables").map(place -> Arguments.of(jdk, place)));
    }

    @ParameterizedTest(name = "on {0}, in {1}")
    @MethodSource("jdksAndPlaces")
    void aWriteIsSeenByBothDoorsAndByChildrenAsWithoutTheAgentAlsoAfterARotation(Jdk jdk, String place, Lab lab) {
        String value = rotated(lab);
        String other = place.equals("kept") ? "m" : place;
        try (RunningProgram real = real(jdk, lab, value).start();
                RunningProgram served = served(jdk, lab).start()) {
            same(real, served, "put " + place + " before-the-first-read " + NAMES, "show " + NAMES);
            rotate(served, lab);
            same(real, served, "show " + NAMES);
            same(real, served, "put " + place + " second " + NAMES, "show " + NAMES, "child touched " + NAMES);
            same(real, served, "set " + other + " third " + NAMES, "show " + NAMES);
            same(real, served, "remove " + place + " " + NAMES, "show " + NAMES, "child touched " + NAMES);
            rotate(served, lab);
            same(real, served, "show " + NAMES, "put " + other + " again " + NAMES, "show " + NAMES);
            Result result = served.finish();
            assertThat(result.agentLines()).as(result.toString()).noneMatch(line -> line.contains(" ERROR "));
            real.finish();
        }
    }

    /** The name that Vault alone has cannot be removed from maps of the JDK, which do not have it: docs/compatibility.md says so. */
    @ParameterizedTest(name = "on {0}, in {1}")
    @MethodSource("jdksAndPlaces")
    void aRemovalStaysAlsoIfItIsTheFirstThingThatIsDone(Jdk jdk, String place, Lab lab) {
        String value = rotated(lab);
        boolean ofOurs = place.equals("m") || place.equals("kept");
        String names = ofOurs ? NAMES : "BOTH UNMAPPED";
        try (RunningProgram real = real(jdk, lab, value).start();
                RunningProgram served = served(jdk, lab).start()) {
            same(real, served, "remove " + place + " " + names, "show " + names);
            rotate(served, lab);
            same(real, served, "show " + names, "child touched " + names);
            real.finish();
            served.finish();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void allOfItCanBeClearedAndWrittenAnew(Jdk jdk, Lab lab) {
        String value = rotated(lab);
        try (RunningProgram real = real(jdk, lab, value).start();
                RunningProgram served = served(jdk, lab).start()) {
            same(real, served, "clear m", "show " + NAMES + " PROBE PATH", "child touched " + NAMES);
            same(real, served, "put m new PROBE NEW", "show " + NAMES + " PROBE NEW", "child touched PROBE NEW");
            same(real, served, "snippet BOTH by-the-snippet", "show BOTH PROBE NEW UNMAPPED");
            real.finish();
            served.finish();
        }
    }

    /** As system-lambda and kotest do around each test. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whatIsSavedAndRestoredIsVaultsAgainAndNoSecretReachesAChild(Jdk jdk, Lab lab) {
        String first = rotated(lab);
        try (RunningProgram served = served(jdk, lab).start()) {
            for (String place : List.of("m", "kept")) {
                changeAndRestore(served, place);
                assertThat(served.ask("child touched BOTH VAULT_ONLY IMPORTED UNMAPPED"))
                        .startsWith("BOTH=" + Hash.of("old") + " VAULT_ONLY=null IMPORTED=null UNMAPPED=")
                        .doesNotContain(Hash.of(first));
                String next = rotate(served, lab);
                assertThat(served.ask("show BOTH VAULT_ONLY NEEDED IMPORTED"))
                        .startsWith("BOTH=" + Hash.of(next) + " VAULT_ONLY=" + Hash.of(next) + " NEEDED="
                                + Hash.of(next) + " IMPORTED=" + Hash.of(next));
            }
            served.finish();
        }
    }

    private static void changeAndRestore(RunningProgram served, String place) {
        assertThat(served.ask("save")).isEqualTo("done");
        assertThat(served.ask("put " + place + " meanwhile " + NAMES)).isEqualTo("done");
        assertThat(served.ask("show BOTH")).startsWith("BOTH=" + Hash.of("meanwhile"));
        assertThat(served.ask("restore " + place)).isEqualTo("done");
    }

    /** By the static fields of the JDK the value itself is in its map, and the program has put it there for its children. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theValueThatTheNameHasMakesItVaultsAgainWhereverItIsPut(Jdk jdk, Lab lab) {
        rotated(lab);
        try (RunningProgram served = served(jdk, lab).start()) {
            for (String place : List.of("unmodifiable", "variables")) {
                changeAndRestore(served, place);
                assertThat(served.ask("show " + NAMES)).doesNotContain(Hash.of("meanwhile"));
                String next = rotate(served, lab);
                assertThat(served.ask("show BOTH VAULT_ONLY"))
                        .startsWith("BOTH=" + Hash.of(next) + " VAULT_ONLY=" + Hash.of(next));
            }
            served.finish();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theMapIsOneObjectAndAKeptOneSeesNewValues(Jdk jdk, Lab lab) {
        rotated(lab);
        try (RunningProgram served = served(jdk, lab).start()) {
            assertThat(served.ask("same")).isEqualTo("one object");
            String next = rotate(served, lab);
            assertThat(served.ask("same")).isEqualTo("one object");
            assertThat(served.ask("show BOTH")).startsWith("BOTH=" + Hash.of(next));
            served.finish();
        }
    }

    /** A lock that such a thread does not give back would stop every later write, and every read of what was written. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aWriteInAThreadWithoutStackKeepsNoOtherThreadWaiting(Jdk jdk, Lab lab) {
        rotated(lab);
        try (RunningProgram served = served(jdk, lab).start()) {
            for (String name : List.of("BOTH", "VAULT_ONLY", "UNMAPPED")) {
                assertThat(served.ask("exhaust m own " + name)).isEqualTo("done");
                assertThat(served.ask("put m later " + name)).isEqualTo("done");
                assertThat(served.ask("show " + name)).startsWith(name + "=" + Hash.of("later"));
            }
            served.finish();
        }
    }

    /** In the JDK a child whose map nobody touched gets what the JVM was started with, and no write of the program. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aChildGetsTheProgramsOwnChangeOfAnInheritedNameAsWithoutTheAgent(Jdk jdk, Lab lab) {
        String value = rotated(lab);
        Fork fork = served(jdk, lab).agent("children.inherit", "BOTH,VAULT_ONLY,NEEDED");
        try (RunningProgram real = real(jdk, lab, value).start();
                RunningProgram served = fork.start()) {
            String names = "BOTH VAULT_ONLY NEEDED";
            same(real, served, "child touched " + names, "child untouched " + names);
            same(real, served, "put m own BOTH VAULT_ONLY", "remove m NEEDED");
            same(real, served, "child touched " + names, "child untouched " + names, "show " + names);
            real.finish();
            served.finish();
        }
    }

    /** What the chain has for a name is not what the program itself writes: a reference stays the program's text. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aReferenceThatTheProgramWritesStaysAsWritten(Jdk jdk, Lab lab) {
        rotated(lab);
        try (RunningProgram served = served(jdk, lab).start()) {
            assertThat(served.ask("put m vault:both#value BOTH UNMAPPED")).isEqualTo("done");
            rotate(served, lab);
            String written = Hash.of("vault:both#value");
            assertThat(served.ask("show BOTH UNMAPPED")).startsWith("BOTH=" + written + " UNMAPPED=" + written);
            served.finish();
        }
    }

    private static void same(RunningProgram real, RunningProgram served, String... questions) {
        for (String question : questions) {
            String expected = real.ask(question);
            assertThat(expected).as(question).doesNotContain("!", "disagrees", "false");
            assertThat(served.ask(question)).as(question).isEqualTo(expected);
        }
    }

    private static Fork real(Jdk jdk, Lab lab, String value) {
        Fork fork = lab.fork(jdk);
        for (String name : NAMES.split(" ")) {
            fork.env(name, value);
        }
        return program(jdk, fork.env("PROBE", value));
    }

    private static Fork served(Jdk jdk, Lab lab) {
        return program(
                jdk,
                lab.fork(jdk)
                        .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                        .agent("secret.BOTH", "stored#value")
                        .agent("secret.VAULT_ONLY", "stored#value")
                        .agent("secret.NEEDED", "stored#value")
                        .agent("secret.PROBE", "stored#value")
                        .agent("required", "NEEDED")
                        .agent("import", "imported")
                        .agent("refresh.interval", "1s")
                        .env("BOTH", "old")
                        .env("UNMAPPED", "unmapped"));
    }

    private static Fork program(Jdk jdk, Fork fork) {
        if (jdk.major() > 8) {
            fork.jvm("--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.util=ALL-UNNAMED");
        }
        return fork.main("WriteEnvironment");
    }

    /** A new value in Vault. */
    private static String rotated(Lab lab) {
        String value = lab.canary("stored");
        // A round asks for what an import brings last. So if a program has the new value of the first path, it has that
        // of both.
        lab.server().putKv2(lab.path() + "/imported", Map.of("value", value));
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    /** The same, and the program has it. */
    private static String rotate(RunningProgram served, Lab lab) {
        String value = rotated(lab);
        Await.until("the rotation", 30, () -> served.ask("show PROBE").startsWith("PROBE=" + Hash.of(value)));
        return value;
    }
}
