package io.bpsecrets.files.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which values are files and under which names, and which are not. */
@ExtendWith(LabExtension.class)
class LimitsIT {
    /** Two bytes in UTF-8: the limit is one of bytes. */
    private static final String LETTER = "\u00fc";

    private static final int MEBIBYTE = 1 << 20;

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void moreThanOneMebibyteIsOneErrorAndNoFile(Jdk jdk, Lab lab) throws Exception {
        String value = filled(lab.canary("too-large"), MEBIBYTE + 1);
        refused(jdk, lab, value, "REFUSED is larger than 1 MiB; it is not served as a file");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whatIsNotBase64IsOneErrorAndNoFile(Jdk jdk, Lab lab) throws Exception {
        String value = lab.canary("not base64 !");
        refused(
                jdk,
                lab,
                value,
                "REFUSED is not base64, as encoding.REFUSED says; it is not served as a file",
                "encoding.REFUSED=base64");
    }

    /** Asked again and again, also after other secrets have changed. */
    private static void refused(Jdk jdk, Lab lab, String value, String error, String... more) throws Exception {
        lab.server().putKv2(lab.path() + "/refused", Map.of("value", value));
        Versions versions = new Versions(lab, "beside-" + more.length + "-" + jdk.major());
        versions.put();
        Fork fork = versions.fork(jdk).agent("secret.REFUSED", "refused#value").agentLines(more);
        String file = Versions.directory(fork) + "/refused";
        try (RunningProgram program = fork.main("files.Rotation", file).start()) {
            String absent = "!java.io.FileNotFoundException: " + file + " (No such file or directory)";
            assertThat(program.ask("warm")).isEqualTo(absent);
            versions.rotate(program);
            assertThat(program.ask("warm")).isEqualTo(absent);
            versions.rotate(program);
            assertThat(program.ask("modified")).startsWith("!java.nio.file.NoSuchFileException");
            Result result = program.finish();
            assertThat(result.errors()).as(result.toString()).containsExactly("[bp-secrets] ERROR " + error);
            assertThat(result.warnings()).isEmpty();
        }
        Result variable = vault(lab, jdk)
                .agent("secret.REFUSED", "refused#value")
                .agentLines(more)
                .main("PrintEnv", "REFUSED")
                .run();
        assertThat(variable.answers()).as(variable.toString()).containsEntry("REFUSED", Hash.of(value));
    }

    /** Four threads read first and at once. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theErrorIsSaidOnceHoweverManyAskFirst(Jdk jdk, Lab lab) throws Exception {
        lab.server().putKv2(lab.path() + "/crowd", Map.of("value", filled(lab.canary("crowd"), MEBIBYTE + 1)));
        Fork fork = vault(lab, jdk).agent("secret.REFUSED", "crowd#value");
        String directory = Versions.directory(fork);
        try (RunningProgram program = fork.agent("files.directory", directory)
                .main("files.Rotation", directory + "/refused", "read")
                .start()) {
            assertThat(program.ask("warm")).startsWith("!java.io.FileNotFoundException");
            // Another of the threads may be the one that says it, a little later.
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!program.stderr().contains(" ERROR ") && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            Result result = program.finish();
            assertThat(result.errors()).as(result.toString()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void oneMebibyteNothingAndAnythingOfTheEnvironmentAreFiles(Jdk jdk, Lab lab) {
        MachineFolder world = MachineFolder.served(lab, User.self(), Presence.ABSENT);
        String large = filled(lab.canary("large"), MEBIBYTE);
        String variable = lab.canary("variable");
        String renamed = lab.canary("renamed");
        lab.server().putKv2(lab.path() + "/limits", Map.of("large", large, "empty", "", "renamed", renamed));
        Fork fork = vault(lab, jdk)
                .agent("files.directory", world.directory().toString())
                .agent("secret.LARGE", "limits#large")
                .agent("secret.EMPTY", "limits#empty")
                .agent("secret.API_KEY", "limits#renamed")
                .agent("file.API_KEY", "Api.Key")
                .agent("secret.DB_PASSWORD", "limits#not_there")
                .env("DB_PASSWORD", variable);
        Map<String, String> answers = answers(fork, world);
        assertThat(answers)
                .containsEntry("Files.readAllBytes large", shown(large))
                .containsEntry("Files.size large", "" + MEBIBYTE)
                .containsEntry("Files.readAllBytes empty", shown(""))
                .containsEntry("Files.size empty", "0")
                .containsEntry("Files.readAllBytes", shown(variable))
                .containsEntry("Files.newInputStream renamed", shown(renamed))
                .containsEntry("listing.File.list", "4 [Api.Key, db_password, empty, large]");
        assertThat(answers.get("names.of the secret without its file name, FileInputStream"))
                .startsWith("!java.io.FileNotFoundException");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void twoDirectoriesBothServe(Jdk jdk, Lab lab) {
        MachineFolder world = MachineFolder.served(lab, User.self(), Presence.ABSENT);
        String value = lab.canary("twice");
        lab.server().putKv2(lab.path() + "/twice", Map.of("value", value));
        Path sibling = world.directory().resolveSibling("secretsx");
        Fork fork = vault(lab, jdk)
                .agent("files.directory", world.directory() + ", " + sibling)
                .agent("secret.DB_PASSWORD", "twice#value");
        // The second is there, with a file of that name that is hidden.
        assertThat(answers(fork, world))
                .containsEntry("streams.FileInputStream(String)", shown(value))
                .containsEntry("Files.readAllBytes", shown(value))
                .containsEntry("names.in the sibling, FileInputStream", shown(value))
                .containsEntry("names.in the sibling, Files.readAllBytes", shown(value))
                .containsEntry("names.list of the sibling", "1 [db_password]");
    }

    /** Vault has none, nor the environment: the chain's answer is the Docker file without its newline, the file has it. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aDockerSecretIsTheRealFileToTheByte(Jdk jdk, Lab lab) throws Exception {
        MachineFolder world = MachineFolder.served(lab, User.self(), Presence.WRITABLE);
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(world.directory().resolve("from_disk"), old);
        String value = lab.canary("served");
        lab.server().putKv2(lab.path() + "/beside", Map.of("value", value));
        assertThat(answers(docker(lab, jdk, world), world))
                .containsEntry("Files.readAllBytes", shown(value))
                .containsEntry("present.from disk, FileInputStream", shown("a Docker secret\n"))
                .containsEntry("present.from disk, RandomAccessFile", "16")
                .containsEntry("present.from disk, Files.readAllBytes", shown("a Docker secret\n"));
        Result result = docker(lab, jdk, world).main("PrintEnv", "FROM_DISK").run();
        assertThat(result.answers()).as(result.toString()).containsEntry("FROM_DISK", Hash.of("a Docker secret"));
        Fork fork = docker(lab, jdk, world);
        try (RunningProgram program =
                fork.main("files.Rotation", world.directory() + "/from_disk").start()) {
            assertThat(program.ask("modified")).isEqualTo(old.toMillis() + " " + old.toMillis());
            program.finish();
        }
    }

    private static Fork docker(Lab lab, Jdk jdk, MachineFolder world) {
        return vault(lab, jdk)
                .agent("files.directory", world.directory().toString())
                .agent("secret.FROM_DISK", "nowhere#value")
                .agent("default.FROM_DISK", "never reached")
                .agent("secret.DB_PASSWORD", "beside#value");
    }

    private static Fork vault(Lab lab, Jdk jdk) {
        return lab.fork(jdk).vault(lab.server(), lab.readerToken(lab.server()), lab.path());
    }

    private static Map<String, String> answers(Fork fork, MachineFolder world) {
        Result result = FileApiRun.run(fork, world, "reads");
        assertThat(result.errors()).isEmpty();
        return FileApiRun.answers(result, world);
    }

    /** A value of so many bytes that begins with a canary. */
    private static String filled(String canary, int bytes) {
        int rest = bytes - canary.getBytes(UTF_8).length;
        return canary + "-".repeat(rest % 2) + LETTER.repeat(rest / 2);
    }

    /** As app.files.Answer shows what was read. */
    private static String shown(String value) {
        return Hash.of(value) + "/" + value.getBytes(UTF_8).length;
    }
}
