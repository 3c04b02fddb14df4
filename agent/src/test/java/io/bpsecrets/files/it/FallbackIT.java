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
    private static final String NOT_IN_MEMORY = ", which is not in memory";

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
            assertThat(disk(program.stderr())).containsExactlyElementsOf(onDisk(expected));
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
        assertThat(disk(program.stderr())).containsExactlyElementsOf(onDisk(directory));
        assertThat(mode(directory)).isEqualTo("rwx------");
        // The version of now, and that of before for whoever is about to open it.
        assertThat(Machine.files(directory))
                .hasSize(2)
                .allSatisfy(file -> assertThat(mode(file)).isEqualTo("r--------"));
        assertThat(machine.holding()).containsExactlyInAnyOrderElementsOf(Machine.files(directory));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whereNothingCanBeWrittenAReadIsAnIoExceptionAndNotTheDisksFile(Jdk jdk, Lab lab) throws Exception {
        Path temporary = lab.newFolder();
        Path home = lab.newFolder();
        Launcher launcher =
                new Launcher().readOnly(Machine.MEMORY).readOnly(temporary).readOnly(home);
        Machine machine = Machine.of(lab, jdk, "nowhere", temporary, home, launcher);
        Path directory = Files.createDirectories(Path.of(Versions.directory(machine.fork())));
        Files.writeString(directory.resolve("rotated"), VERSION_77);
        String why = "no directory can be written to (/dev/shm: Read-only file system, " + temporary
                + ": Read-only file system, " + home + ": Read-only file system, " + temporary
                + ": no private directory can be made in " + temporary + ")";
        try (RunningProgram program = Versions.start(machine.fork())) {
            assertThat(program.ask("each").split(" \\| "))
                    .as(program.stderr())
                    .allSatisfy(
                            answer -> assertThat(answer).startsWith("!java.").contains(why))
                    .hasSize(11);
            machine.versions().rotate(program);
            assertThat(program.ask("warm")).startsWith("!java.io.FileNotFoundException");
            // What needs no bytes is answered as ever.
            assertThat(program.ask("modified")).startsWith("!java.nio.file.FileSystemException");
            assertNoNames(machine);
            Result result = program.finish();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(said(result.stderr()))
                    .containsExactly(
                            PREFIX + "WARN secrets cannot be served as files: " + why
                                    + "; a program that reads one gets an IOException; give the service a writable"
                                    + " /dev/shm",
                            PREFIX + "WARN " + directory.resolve("rotated")
                                    + " cannot be served now: the program gets an IOException, not what is on the"
                                    + " disk; " + why
                                    + "; give the service a /dev/shm that is writable and has space");
        }
    }

    /** The second secret does not fit: with room for it elsewhere it is served from there. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aFileThatDoesNotFitIntoMemoryGoesToTheTemporaryDirectory(Jdk jdk, Lab lab) throws Exception {
        Path temporary = lab.newFolder();
        Launcher launcher = new Launcher().memory(Machine.MEMORY, "8k");
        Machine machine = Machine.of(lab, jdk, "full", temporary, lab.newFolder(), launcher);
        // Of three pages, which are more than two.
        try (RunningProgram program = machine.served()) {
            assertThat(said(program.stderr()))
                    .containsExactly(PREFIX + "WARN secrets that are read as files are put into " + temporary
                            + " too, as /dev/shm failed for one (/dev/shm: No space left on device); give the"
                            + " service a /dev/shm that is writable and has space");
            assertThat(disk(program.stderr())).containsExactlyElementsOf(onDisk(temporary));
            assertNoNames(machine);
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
                .filter(line -> !line.contains("-> vault version ") && !line.contains(NOT_IN_MEMORY))
                .toList();
    }

    private static List<String> disk(String stderr) {
        return stderr.lines().filter(line -> line.contains(NOT_IN_MEMORY)).toList();
    }

    /** What is said where the folders of the tests are not on a tmpfs. */
    private static List<String> onDisk(Path folder) throws IOException {
        String type = Files.getFileStore(folder).type();
        return type.equals("tmpfs")
                ? List.of()
                : List.of(PREFIX + "WARN secrets that are read as files are in " + folder + NOT_IN_MEMORY + " (" + type
                        + "): their bytes can reach a disk, and stay on it; give the service a writable /dev/shm"
                        + " (tmpfs)");
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
