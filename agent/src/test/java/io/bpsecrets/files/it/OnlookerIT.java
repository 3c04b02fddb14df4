package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.harness.Commands;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another user who opens whatever appears where served files are made gets none of them, whatever the umask is. */
@ExtendWith(LabExtension.class)
class OnlookerIT {
    private static final int SECRETS = 200;
    private static final String NONE = "opened 0, with content 0, to write 0, listed 0, seen ";

    @BeforeAll
    static void somebodyElseIsNeeded() {
        assumeTrue(User.self().isRoot(), "only root can play another user");
        assumeTrue(Launcher.canMount(), "this machine allows no private mounts");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void getsNothingInMemory(Jdk jdk, Lab lab) throws Exception {
        onlooker(jdk, lab, "022", new Launcher(), User.self());
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void getsNothingInMemoryWithoutAnUmask(Jdk jdk, Lab lab) throws Exception {
        onlooker(jdk, lab, "000", new Launcher(), User.self());
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void getsNothingInTheTemporaryDirectoryWithoutAnUmask(Jdk jdk, Lab lab) throws Exception {
        onlooker(jdk, lab, "000", new Launcher().readOnly(Machine.MEMORY), User.self());
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void getsNothingInTheLastResortWithoutAnUmask(Jdk jdk, Lab lab) throws Exception {
        onlooker(jdk, lab, "000", new Launcher().readOnly(Machine.MEMORY).withoutDescriptors(), User.self());
    }

    /** A file without the owner's right to read could not be opened again, unless by root. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void anUmaskOfAllTakesNothingFromTheOwner(Jdk jdk, Lab lab) throws Exception {
        onlooker(jdk, lab, "777", new Launcher(), User.self().other());
    }

    /** @param launcher how the program that serves itself the secrets is started, in which /dev/shm is a folder of this test */
    private static void onlooker(Jdk jdk, Lab lab, String umask, Launcher launcher, User owner) throws Exception {
        Path memory = lab.newFolder();
        Path temporary = lab.newFolder();
        User nobody = User.self().other();
        nobody.assumeCanRead(jdk.java());
        nobody.assumeCanRead(Path.of(System.getProperty("bp.programs"), "app/files/Onlooker.class"));
        Files.setPosixFilePermissions(temporary.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        // As /tmp and /dev/shm are, with the bit that Java has no name for. Other tests use the real ones meanwhile.
        Commands.output(List.of("chmod", "1777", temporary.toString(), memory.toString()));
        Fork other = lab.fork(new Launcher().as(nobody).of(jdk, lab))
                .jvm("-XX:TieredStopAtLevel=1")
                .main("files.Onlooker", memory.toString(), temporary.toString());
        try (RunningProgram looks = other.start()) {
            assertThat(looks.ask("ready?")).as(looks.stderr()).isEqualTo("looking");
            Fork fork = lab.fork(launcher.shownFirst(memory, Machine.MEMORY)
                            .umask(umask)
                            .as(owner)
                            .of(jdk, lab))
                    .jvm("-Djava.io.tmpdir=" + temporary);
            fork.agentLines("order=vault,env,default", "profile=none")
                    .agent("files.directory", Versions.directory(fork));
            String canary = lab.canary("looked at");
            for (int i = 0; i < SECRETS; i++) {
                fork.agent("default.SECRET_" + i, canary + "-" + i);
            }
            Result read = fork.main("files.ManySecrets", Versions.directory(fork), "" + SECRETS, "1", "0", "1")
                    .run();
            assertThat(read.answers()).as(read.toString()).containsEntry("thread 0", 2 * SECRETS + " right");
            Result result = looks.finish();
            assertThat(result.stdout().lines().skip(1))
                    .as(result.toString())
                    .hasSize(1)
                    .allSatisfy(told -> assertThat(told).startsWith(NONE));
        }
    }
}
