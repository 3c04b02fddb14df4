package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the best place for the bytes cannot be had, the next one is used and a line says so. */
@ExtendWith(LabExtension.class)
class FallbackIT {
    /** What app.files.Rotation takes for version 77: with its CRC-32. */
    static final String VERSION_77 = "v00077:on the disk:443589d6";

    private static final String PREFIX = "[bp-secrets] ";

    @BeforeAll
    static void mountsAreNeeded() {
        assumeTrue(Launcher.canMount(), "this machine allows no private mounts");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void unlinkedFilesOfTheTemporaryDirectoryServe(Jdk jdk, Lab lab) throws Exception {
        Path temporary = lab.newFolder();
        Launcher launcher = new Launcher().readOnly(Machine.MEMORY);
        unlinkedFiles(Machine.of(lab, jdk, "temporary", temporary, lab.newFolder(), launcher), temporary, lab);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void elseThoseOfTheHome(Jdk jdk, Lab lab) throws Exception {
        Path temporary = lab.newFolder();
        Path home = lab.newFolder();
        Launcher launcher = new Launcher().readOnly(Machine.MEMORY).readOnly(temporary);
        unlinkedFiles(Machine.of(lab, jdk, "home", temporary, home, launcher), home, lab);
    }

    /** Nothing has a name while it runs, and nothing is left when it is killed. */
    private static void unlinkedFiles(Machine machine, Path expected, Lab lab) throws Exception {
        try (RunningProgram program = machine.served()) {
            assertThat(said(program.stderr()))
                    .containsExactly(PREFIX
                            + "/dev/shm cannot be used; secrets that are read as files are unlinked files in "
                            + expected);
            lab.canaries().assertNowhere("stderr", program.stderr());
            assertNoNames(machine);
        }
        // Killed by SIGKILL; what it had open is gone a moment later.
        Thread.sleep(150);
        assertNoNames(machine);
    }

    private static void assertNoNames(Machine machine) throws IOException {
        assertThat(machine.temporary()).isEmptyDirectory();
        assertThat(machine.home()).isEmptyDirectory();
        assertThat(machine.holding()).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void withoutDescriptorsAPrivateDirectoryServesAndIsRemovedAtTheEnd(Jdk jdk, Lab lab) throws Exception {
        Machine machine = withoutDescriptors(lab, jdk, "ended");
        try (RunningProgram program = machine.served()) {
            assertPrivate(machine, program);
            Result result = program.finish();
            assertThat(result.exit()).as(result.toString()).isZero();
        }
        assertNoNames(machine);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aKillLeavesItThereAsTheWarningSays(Jdk jdk, Lab lab) throws Exception {
        Machine machine = withoutDescriptors(lab, jdk, "killed");
        try (RunningProgram program = machine.served()) {
            assertPrivate(machine, program);
        }
        Thread.sleep(150);
        assertThat(machine.holding()).isNotEmpty();
    }

    /** Four threads read first and at once. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void thePlaceIsChosenOnce(Jdk jdk, Lab lab) throws Exception {
        Machine machine = withoutDescriptors(lab, jdk, "crowd");
        try (RunningProgram program = Versions.start(machine.fork(), "read")) {
            assertThat(program.ask("warm")).as(program.stderr()).isEqualTo("all read 1");
            assertThat(listed(machine.temporary())).hasSize(1);
            assertThat(said(program.finish().stderr())).hasSize(1);
        }
        assertNoNames(machine);
    }

    private static Machine withoutDescriptors(Lab lab, Jdk jdk, String name) {
        Launcher launcher = new Launcher().readOnly(Machine.MEMORY).withoutDescriptors();
        return Machine.of(lab, jdk, "private-" + name, lab.newFolder(), lab.newFolder(), launcher);
    }

    private static void assertPrivate(Machine machine, RunningProgram program) throws IOException {
        List<Path> made = listed(machine.temporary());
        assertThat(made).hasSize(1);
        Path directory = made.get(0);
        assertThat(said(program.stderr()))
                .containsExactly(PREFIX + "WARN secrets that are read as files are put into " + directory
                        + " (0700): a killed JVM leaves them there; give it a writable /dev/shm to avoid that");
        assertThat(mode(directory)).isEqualTo("rwx------");
        // The version of now, and that of before for whoever is about to open it.
        assertThat(Machine.files(directory))
                .hasSize(2)
                .allSatisfy(file -> assertThat(mode(file)).isEqualTo("r--------"));
        assertThat(machine.holding()).containsExactlyInAnyOrderElementsOf(Machine.files(directory));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whereNothingCanBeWrittenTheProgramSeesTheDiskAndRuns(Jdk jdk, Lab lab) throws Exception {
        Path temporary = lab.newFolder();
        Path home = lab.newFolder();
        Launcher launcher =
                new Launcher().readOnly(Machine.MEMORY).readOnly(temporary).readOnly(home);
        Machine machine = Machine.of(lab, jdk, "nowhere", temporary, home, launcher);
        Path directory = Files.createDirectories(Path.of(Versions.directory(machine.fork())));
        Files.writeString(directory.resolve("rotated"), VERSION_77);
        try (RunningProgram program = Versions.start(machine.fork())) {
            assertThat(program.ask("warm")).as(program.stderr()).isEqualTo("all read 77");
            machine.versions().rotate(program);
            assertThat(program.ask("warm")).as(program.stderr()).isEqualTo("all read 77");
            assertNoNames(machine);
            Result result = program.finish();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(said(result.stderr()))
                    .containsExactly(PREFIX + "WARN secrets are not served as files: no directory can be written to"
                            + " (/dev/shm: IOException, " + temporary + ": IOException, " + home
                            + ": IOException, no private directory can be made in " + temporary + ")");
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void thereTheVariablesAreAnswered(Jdk jdk, Lab lab) {
        String value = lab.canary("variable");
        lab.server().putKv2(lab.path() + "/variable", Map.of("value", value));
        Path temporary = lab.newFolder();
        Path home = lab.newFolder();
        Launcher launcher =
                new Launcher().readOnly(Machine.MEMORY).readOnly(temporary).readOnly(home);
        Result result = lab.fork(launcher.of(jdk, lab))
                .jvm("-Djava.io.tmpdir=" + temporary, "-Duser.home=" + home)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.VARIABLE", "variable#value")
                .main("PrintEnv", "VARIABLE")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("VARIABLE", Hash.of(value));
        assertThat(result.warnings()).isEmpty();
    }

    /** The agent's lines, without the one of its start and those of the rotation. */
    private static List<String> said(String stderr) {
        return stderr.lines()
                .filter(line -> line.startsWith(PREFIX))
                .skip(1)
                .filter(line -> !line.contains("-> vault version "))
                .toList();
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.toList();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
