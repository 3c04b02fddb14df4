package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.files.it.FileApiRun.Cwd;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Relative names where user.dir is not the directory of the process: java.io hands them to the system as they are, NIO puts
 * the user.dir of the start before them. A real directory with the agent switched off says which is which.
 */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkingDirectoryIT {
    /** Where the process is, what user.dir is at the start, what the program sets it to. */
    private record Where(Cwd process, Cwd atStart, Cwd later) {
        @Override
        public String toString() {
            return process + ", user.dir " + (atStart == null ? "the same" : atStart)
                    + (later == null ? "" : ", then " + later);
        }
    }

    private static final List<Where> ALL = List.of(
            new Where(Cwd.PARENT, Cwd.ELSEWHERE, null),
            new Where(Cwd.ELSEWHERE, Cwd.PARENT, null),
            new Where(Cwd.INSIDE, Cwd.PARENT, null),
            new Where(Cwd.PARENT, Cwd.INSIDE, null),
            new Where(Cwd.INSIDE, Cwd.ELSEWHERE, null),
            new Where(Cwd.ELSEWHERE, Cwd.INSIDE, null),
            new Where(Cwd.PARENT, null, Cwd.ELSEWHERE),
            new Where(Cwd.ELSEWHERE, null, Cwd.INSIDE),
            new Where(Cwd.INSIDE, null, Cwd.ELSEWHERE));

    private ServedFiles secrets;

    static Stream<Arguments> all() {
        return Jdks.all().flatMap(jdk -> ALL.stream().map(where -> Arguments.of(jdk, where)));
    }

    @BeforeAll
    void makeSecrets(Lab lab) {
        secrets = new ServedFiles(lab);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("all")
    void relativeNamesAreThoseThatTheJdkMeans(Jdk jdk, Where where, Lab lab) {
        MachineFolder real = MachineFolder.real(lab, User.self(), Presence.WRITABLE, secrets);
        // Since Java 9 the JVM opens the jar of any agent by NIO, so NIO takes the user.dir of the start.
        Fork off = fork(jdk, where, real, lab).agent("mode", "off");
        Map<String, String> expected = answers(off, where, real);
        MachineFolder world = MachineFolder.served(lab, User.self(), Presence.WRITABLE);
        Fork fork = fork(jdk, where, world, lab);
        secrets.fromDefaults(fork)
                .agentLines(
                        "files.directory=" + world.directory(), "order.FROM_DISK=docker", "file.FROM_DISK=from_disk");
        Map<String, String> served = answers(fork, where, world);
        List<String> wrong = new ArrayList<>();
        expected.forEach((check, answer) -> {
            if (!answer.equals(served.get(check))) {
                wrong.add(check + ": real " + answer + ", served " + served.get(check));
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(expected.values().stream().anyMatch(answer -> answer.endsWith("/36")))
                .as("some of them find a secret")
                .isEqualTo(where.later() != Cwd.INSIDE || jdk.major() == 8);
    }

    private static Fork fork(Jdk jdk, Where where, MachineFolder world, Lab lab) {
        Fork fork = lab.fork(new Launcher().in(where.process().of(world)).of(jdk, lab));
        return where.atStart() == null
                ? fork
                : fork.jvm("-Duser.dir=" + where.atStart().of(world));
    }

    private static Map<String, String> answers(Fork fork, Where where, MachineFolder world) {
        String later = where.later() == null ? "-" : where.later().of(world).toString();
        Result result = fork.main(
                        "files.WorkingDirectory",
                        later,
                        "secrets/db_password",
                        "db_password",
                        "secrets",
                        ".",
                        "",
                        "../secrets/db_password",
                        "run/secrets/library.jar",
                        "library.jar",
                        "./library.jar",
                        "secrets/library.jar")
                .run();
        return FileApiRun.answers(result, world);
    }
}
