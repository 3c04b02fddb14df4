package io.bpsecrets.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays a fault of some paths: it is there at the start and ends; after a good read it comes back while all secrets change, and ends again.
 * The other names have Vault's newest values all the time.
 */
final class PathStory {
    private static final int LIMIT_SECONDS = 40;
    private static final String KEPT = "a restart will not have it";

    private final PathRow row;
    private final PathScene scene;
    private final boolean keeps;
    private RunningProgram program;

    PathStory(PathRow row, PathScene scene, boolean keeps) {
        this.row = row;
        this.scene = scene;
        this.keeps = keeps;
    }

    void play(Jdk jdk) {
        var fork = scene.fork(jdk);
        scene.begin();
        try (RunningProgram started = fork.start()) {
            program = started;
            assertThat(program.ask("REQUIRED"))
                    .as("the required name at the first read; " + program.stderr())
                    .isEqualTo(Hash.of(scene.value("REQUIRED")));
            atStart();
            rotate("REQUIRED", "two");
            atStart();
            scene.end();
            awaitAllFromVault();
            awaitOver(1);

            inARunningService();
            scene.end();
            awaitAllFromVault();
            awaitOver(2);
            judgeEnd(program.finish());
        }
    }

    private void atStart() {
        for (String name : List.of("ONE", "THREE", "PAIR")) {
            String expected = !scene.isHit(name)
                    ? scene.value(name)
                    : name.equals("PAIR") && row.handsOn(true) ? scene.spare() : scene.environment(name);
            assertThat(ask(name))
                    .as(name + " at the start; " + program.stderr())
                    .isEqualTo(Hash.of(expected));
        }
    }

    private void inARunningService() {
        Map<String, String> last = new HashMap<>();
        scene.hitNames().forEach(name -> last.put(name, scene.value(name)));
        scene.begin();
        scene.hitSecrets().forEach(scene::write);
        // The second one is read in a round that began after the fault.
        rotate("REQUIRED", "two");
        rotate("REQUIRED", "two");
        assertThat(scene.struck()).isPositive();
        for (int i = 0; i < 3; i++) {
            for (String name : scene.hitNames()) {
                boolean handsOn = name.equals("PAIR") && row.handsOn(false);
                boolean isKept = row.later(keeps) == Got.LAST;
                String expected = handsOn ? scene.spare() : isKept ? last.get(name) : scene.environment(name);
                assertThat(ask(name)).as(name + " later; " + program.stderr()).isEqualTo(Hash.of(expected));
            }
            if (!scene.isHit("THREE")) {
                rotate("THREE", "three");
            }
        }
    }

    private void rotate(String name, String secret) {
        await(name, scene.write(secret));
    }

    private void awaitAllFromVault() {
        for (String name : List.of("ONE", "REQUIRED", "THREE", "PAIR")) {
            await(name, scene.value(name));
        }
    }

    private void await(String name, String value) {
        Await.until(name + " has Vault's newest value", LIMIT_SECONDS, () -> {
            ask("PAIR");
            return ask(name).equals(Hash.of(value));
        });
    }

    /** Trouble of the first alternative never hands out the second: not for a moment. */
    private String ask(String name) {
        String answer = program.ask(name);
        if (name.equals("PAIR") && row.isTrouble()) {
            assertThat(answer).as("PAIR; " + program.stderr()).isNotEqualTo(Hash.of(scene.spare()));
        }
        return answer;
    }

    private void awaitOver(int times) {
        if (row.isTrouble()) {
            Await.until(
                    "the end of the trouble is said",
                    LIMIT_SECONDS,
                    () -> scene.hitSecrets().stream()
                            .allMatch(
                                    secret -> overLines(program.stderr().lines().toList(), secret) >= times));
        }
    }

    /** A line may name the path as the settings have it. */
    private static long overLines(List<String> lines, String secret) {
        String pattern = ".* again\\b.*[ /]" + secret + "\\b.*";
        return lines.stream()
                .filter(line -> !line.contains(" WARN ") && line.matches(pattern))
                .count();
    }

    private void judgeEnd(Result result) {
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.stderr().lines()).as(result.toString()).allMatch(line -> line.startsWith("[bp-secrets] "));
        assertThat(result.errors()).as(result.toString()).isEmpty();
        for (String secret : scene.hitSecrets()) {
            List<String> lines = result.warnings().stream()
                    .filter(line -> line.contains(scene.api(secret)))
                    .toList();
            assertThat(lines).as(result.toString()).isNotEmpty().anyMatch(line -> line.contains(row.says()));
            if (row.isTrouble()) {
                assertThat(lines).as(result.toString()).hasSize(2).allMatch(line -> line.contains(row.says()));
                assertThat(overLines(result.agentLines(), secret))
                        .as(result.toString())
                        .isEqualTo(2);
            }
        }
        // Nothing is said in each round, and nothing of the healthy names.
        assertThat(result.warnings())
                .as(result.toString())
                .hasSizeLessThanOrEqualTo(6)
                .noneMatch(line -> line.contains("REQUIRED"));
        boolean isKept = !row.isTrouble() && row.later(keeps) == Got.LAST;
        assertThat(result.warnings().stream().filter(line -> line.contains(KEPT) && line.contains("ONE")))
                .as(result.toString())
                .hasSize(isKept ? 1 : 0);
    }
}
