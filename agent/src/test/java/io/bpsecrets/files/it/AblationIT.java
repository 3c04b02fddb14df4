package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.files.it.FileApiRun.Cwd;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.weave.Door;
import io.bpsecrets.weave.JoinPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No join point is there for nothing: with any of them left out, a check of the conformance test has a wrong answer. Writes
 * the first one for each to {@code target/ablation.md}.
 */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AblationIT {
    /** Rows that stand for each other: alone, none of them is missed. */
    private static final List<JoinPoint> LISTS = List.of(JoinPoint.FILE_LIST, JoinPoint.FILE_NORMALIZED_LIST);

    /** A user's own rights refuse by themselves; root's do not. */
    private static final List<String> FOR_ROOT = List.of("NIO_ACCESS", "NIO_ACCESS_21");

    private final Map<List<Object>, Map<String, String>> real = new HashMap<>();
    private final Map<List<Object>, List<String>> always = new HashMap<>();
    private final Map<JoinPoint, String> table = new TreeMap<>();
    private ServedFiles secrets;

    static Stream<JoinPoint> joinPoints() {
        return Stream.of(JoinPoint.values())
                .filter(point -> point.door() == Door.FILES && point != JoinPoint.WATCH_KEY);
    }

    @BeforeAll
    void makeSecrets(Lab lab) {
        secrets = new ServedFiles(lab);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("joinPoints")
    void withoutItACheckFails(JoinPoint point, Lab lab) {
        boolean needs8 = point.owner().equals("java.util.zip.ZipFile");
        assumeTrue(!needs8 || Jdks.all().anyMatch(jdk -> jdk.major() == 8), "woven on Java 8 only, which is not here");
        assumeTrue(User.self().isRoot() || !FOR_ROOT.contains(point.name()), "shows for root only");
        List<JoinPoint> without = LISTS.contains(point) ? LISTS : List.of(point);
        for (Jdk jdk : jdks(point)) {
            for (Presence presence : List.of(Presence.PRESENT, Presence.WRITABLE, Presence.ABSENT)) {
                List<String> wrong = new ArrayList<>(wrong(jdk, presence, without, lab));
                wrong.removeAll(always(jdk, presence, lab));
                if (!wrong.isEmpty()) {
                    String check = wrong.get(0).split(": real | does not say | has another | shows ")[0];
                    row(point, check, presence + ", " + jdk);
                    return;
                }
            }
        }
        throw new AssertionError("Nothing is wrong without " + without + " on " + jdks(point));
    }

    /** A watch alone is answered by the JDK; only a rotation shows that it is ours. */
    @Test
    void withoutTheWatchedKeyARotationIsNotSeen(Lab lab) throws InterruptedException {
        Versions versions = new Versions(lab, "watched");
        versions.put();
        Fork fork = versions.fork(jdks(JoinPoint.WATCH_KEY).get(0)).agent("weave.without", JoinPoint.WATCH_KEY.name());
        try (RunningProgram program = Versions.start(fork)) {
            program.ask("warm");
            program.ask("watch");
            versions.rotate(program);
            assertThat(program.ask("events 3")).isEqualTo("none within 3 s");
            program.finish();
        }
        row(JoinPoint.WATCH_KEY, "RotationIT.aRotationChangesLastModifiedAndIsWatched", "directory absent");
    }

    /** The management agent starts before main, so no check of a program sees it. */
    @Test
    void withoutTheCheckOfTheJmxFilesTheJvmDoesNotStart(Lab lab) {
        for (Jdk jdk : Jdks.ends().toList()) {
            JmxSecrets secrets = new JmxSecrets(lab, "jmx");
            secrets.put();
            JoinPoint point = jdk.major() == 8 ? JoinPoint.JMX_FILE_8 : JoinPoint.JMX_FILE;
            Fork fork = secrets.fork(jdk).agent("weave.without", point.name());
            JmxSecrets.with(fork, secrets.properties(Versions.directory(fork)));
            Result result = secrets.client(fork).run();
            assertThat(result.exit()).as(result.toString()).isEqualTo(1);
            assertThat(result.stderr()).contains("the password file: " + Versions.directory(fork));
            String test = "JmxIT.theRightPasswordConnectsAWrongOneDoesNotAndARotatedOneIsTheNext";
            row(point, test, "directory absent, Java " + jdk.major());
        }
    }

    private void row(JoinPoint point, String check, String where) {
        table.put(point, "| " + point + " | " + check.replace("|", "\\|") + " | " + where + " |");
    }

    /** What the other tests take for granted: with all of them, nothing is wrong. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void withAllOfThemNothingIsWrong(Jdk jdk, Lab lab) {
        for (Presence presence : Presence.values()) {
            assertThat(always(jdk, presence, lab)).isEmpty();
        }
    }

    /** The JDK of the build first; the oldest and the newest where that lacks the method. */
    private static List<Jdk> jdks(JoinPoint point) {
        int own = Runtime.version().feature();
        List<Jdk> all = Jdks.all().toList();
        Jdk oldest = all.get(0);
        if (point.owner().equals("java.util.zip.ZipFile")) {
            return List.of(oldest);
        }
        return Stream.concat(all.stream().filter(jdk -> jdk.major() == own), Stream.of(oldest, all.get(all.size() - 1)))
                .distinct()
                .toList();
    }

    /** What is wrong with all of them: nothing, as long as the product conforms. */
    private List<String> always(Jdk jdk, Presence presence, Lab lab) {
        List<Object> key = List.of(jdk, presence);
        if (!always.containsKey(key)) {
            always.put(key, wrong(jdk, presence, List.of(), lab));
        }
        return always.get(key);
    }

    private List<String> wrong(Jdk jdk, Presence presence, List<JoinPoint> without, Lab lab) {
        Case of = new Case(jdk, presence, User.self(), Cwd.PARENT, false);
        MachineFolder world = MachineFolder.served(lab, of.user(), presence);
        Jdk launched = Launcher.with(presence, of.user()).in(of.cwd().of(world)).of(jdk, lab);
        Fork fork = secrets.fromDefaults(lab.fork(launched))
                .agentLines(
                        "files.directory=" + world.directory(), "order.FROM_DISK=docker", "file.FROM_DISK=from_disk");
        if (!without.isEmpty()) {
            fork.agent(
                    "weave.without",
                    String.join(",", without.stream().map(JoinPoint::name).toList()));
        }
        Map<String, String> served = FileApiRun.answers(FileApiRun.run(fork, world), world);
        world.open();
        return Refusals.wrong(FileApiRun.expected(real(of, lab), served, of), served, of);
    }

    private Map<String, String> real(Case of, Lab lab) {
        return real.computeIfAbsent(of.real(), key -> {
            MachineFolder world = MachineFolder.real(lab, of.user(), of.presence(), secrets);
            Map<String, String> answers = FileApiRun.real(of.jdk(), of.user(), world, of.cwd(), lab);
            world.open();
            return answers;
        });
    }

    @AfterAll
    void writeTable() {
        try {
            Files.writeString(
                    Path.of(System.getProperty("bp.jar")).resolveSibling("ablation.md"),
                    "| left out | first wrong answer | where |\n|---|---|---|\n" + String.join("\n", table.values())
                            + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
