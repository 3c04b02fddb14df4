package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.files.it.FileApiRun.Cwd;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same program asks a real directory without the agent and the served one with it: the answers are the same. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceIT {
    private final Map<List<Object>, Map<String, String>> real = new HashMap<>();
    private ServedFiles secrets;

    @BeforeAll
    void makeSecrets(Lab lab) {
        secrets = new ServedFiles(lab);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.bpsecrets.files.it.Case#all")
    void aServedDirectoryAnswersAsARealOne(Case of, Lab lab) {
        assumeReadable(of);
        MachineFolder world = MachineFolder.served(lab, of.user(), of.presence());
        Fork fork = lab.fork(launcher(of, world).of(of.jdk(), lab));
        secrets.fromDefaults(fork)
                .agentLines(
                        "files.directory=" + world.directory(), "order.FROM_DISK=docker", "file.FROM_DISK=from_disk");
        compare(of, world, verified(fork, of.verify()), lab);
        if (of.presence().onDisk()) {
            assertThat(world.damage()).isEmpty();
        } else {
            assertThat(world.directory()).as("nothing was made on the disk").doesNotExist();
        }
        world.open();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void soDoSecretsOfARealServer(Jdk jdk, Lab lab) {
        Case of = new Case(jdk, Presence.ABSENT, User.self(), Cwd.PARENT, false);
        MachineFolder world = MachineFolder.served(lab, of.user(), of.presence());
        Fork fork = lab.fork(launcher(of, world).of(jdk, lab));
        secrets.fromVault(fork, lab).agentLines("files.directory=" + world.directory());
        compare(of, world, fork, lab);
    }

    /** Where services look, without a word about it in the settings: a private view of /run. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void soDoesRunSecretsItself(Jdk jdk, Lab lab) {
        assumeTrue(Launcher.canMount(), "this machine allows no private mounts");
        Case of = new Case(jdk, Presence.ABSENT, User.self(), Cwd.PARENT, false);
        MachineFolder hidden = MachineFolder.served(lab, User.self(), Presence.ABSENT);
        Path run = hidden.base().resolve("run");
        Fork fork = lab.fork(
                new Launcher().shown(run, Path.of("/run")).in(Path.of("/run")).of(jdk, lab));
        Map<String, String> served = atRoot(secrets.fromDefaults(fork), hidden);
        MachineFolder real = MachineFolder.real(lab, User.self(), Presence.ABSENT, secrets);
        Fork plain = lab.fork(new Launcher()
                .readOnly(real.directory())
                .shown(real.base().resolve("run"), Path.of("/run"))
                .in(Path.of("/run"))
                .of(jdk, lab));
        assertThat(Refusals.wrong(atRoot(plain, real), served, of)).isEmpty();
    }

    private static Map<String, String> atRoot(Fork fork, MachineFolder world) {
        Result result =
                fork.main("files.EveryFileApi", "", world.scratch().toString()).run();
        return FileApiRun.answers(result, world);
    }

    private static Launcher launcher(Case of, MachineFolder world) {
        return Launcher.with(of.presence(), of.user()).in(of.cwd().of(world));
    }

    private static Fork verified(Fork fork, boolean verify) {
        return verify ? fork.jvm("-Xverify:all") : fork;
    }

    private void compare(Case of, MachineFolder world, Fork fork, Lab lab) {
        Result result = FileApiRun.run(fork, world);
        Map<String, String> served = FileApiRun.answers(result, world);
        assertThat(result.warnings()).as(result.stderr()).isEmpty();
        assertThat(Refusals.wrong(realAnswers(of, served, lab), served, of))
                .as(result.stderr())
                .isEmpty();
    }

    private Map<String, String> realAnswers(Case of, Map<String, String> served, Lab lab) {
        Map<String, String> answers = real.computeIfAbsent(of.real(), key -> {
            MachineFolder world = MachineFolder.real(lab, of.user(), of.presence(), secrets);
            Map<String, String> asked = FileApiRun.real(of.jdk(), of.user(), world, of.cwd(), lab);
            world.open();
            return asked;
        });
        return FileApiRun.expected(answers, served, of);
    }

    private static void assumeReadable(Case of) {
        of.user().assumeCanRead(of.jdk().java());
        of.user().assumeCanRead(Path.of(System.getProperty("bp.jar")));
        of.user().assumeCanRead(Path.of(System.getProperty("bp.programs"), "app/files/EveryFileApi.class"));
        assertThat(Files.isReadable(Path.of(System.getProperty("bp.jar")))).isTrue();
    }
}
