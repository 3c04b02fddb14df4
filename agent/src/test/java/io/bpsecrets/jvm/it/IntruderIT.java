package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code without rights in the same JVM; a SecurityManager is what gives it none, and Java 24 has no such thing. */
@ExtendWith(LabExtension.class)
class IntruderIT {
    static Stream<Jdk> jdks() {
        return Jdks.all().filter(jdk -> jdk.major() < 24);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void codeWithoutRightsGetsNoSecretAndNoRight(Jdk jdk, Lab lab) throws IOException {
        Fork fork = secured(lab.fork(jdk), "grant { };");
        assertNothingGot(intrude(fork, lab, "hostile.Intruder"));
    }

    /** On Java 8 the agent's jar is on the boot path here too, and its way in was not used. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void norWhereTheSecurityManagerComesLater(Jdk jdk, Lab lab) throws IOException {
        Fork fork = lab.fork(jdk);
        if (jdk.major() > 17) {
            fork.jvm("-Djava.security.manager=allow");
        }
        assertNothingGot(intrude(fork, lab, "hostile.LateIntruder"));
    }

    /** Nothing was woven then, and under a SecurityManager the jar is on the boot path all the same. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void norWhereTheAgentIsOff(Jdk jdk, Lab lab) throws IOException {
        Fork fork = secured(lab.fork(jdk), "grant { };").agent("mode", "off");
        assertNothingGot(intrude(fork, lab, "hostile.Intruder"));
    }

    /** The answers are those that it would get without a SecurityManager. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void codeWithTheRightIsServed(Jdk jdk, Lab lab) throws IOException {
        Fork fork = lab.fork(jdk);
        Path directory = fork.folder().resolve("secrets");
        String all = "\", \"read,write,delete,readlink\";";
        secured(
                fork,
                "grant { permission java.io.FilePermission \"" + directory + all
                        + " permission java.io.FilePermission \"" + directory + "/-" + all + " };");
        assertThat(intrude(fork, lab, "hostile.Intruder").answers())
                .containsEntry("manager", "on")
                .containsEntry("readAllBytes", "GOT [B")
                .containsEntry("newDirectoryStream", "GOT io.bpsecrets.files.SecureMergedStream")
                .containsEntry("toRealPath", "GOT sun.nio.fs.UnixPath")
                .containsEntry("readSymbolicLink", "GOT java.nio.file.NotLinkException")
                .containsEntry("File.delete", "GOT java.lang.Boolean")
                .containsEntry("File.setReadOnly", "GOT java.lang.Boolean")
                .containsEntry("delete", "GOT java.nio.file.AccessDeniedException")
                .containsEntry("open to write", "GOT java.nio.file.AccessDeniedException")
                .containsEntry("setLastModifiedTime", "GOT java.nio.file.AccessDeniedException")
                .containsEntry("copy to it", "GOT java.nio.file.AccessDeniedException");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void whatTheAgentHandsOutLeadsToNothingThatCanBeCalled(Jdk jdk, Lab lab) throws IOException {
        Path directory = lab.newFolder().resolve("secrets");
        Fork fork = secured(
                lab.fork(jdk),
                "grant { permission java.lang.RuntimePermission \"getenv.*\"; permission java.io.FilePermission \""
                        + directory
                        + "\", \"read\"; };");
        Result result = Pair.serving(fork, lab.canary("stored"))
                .agent("secret.MISSING", "missing#value")
                .agent("required", "MISSING")
                .agent("files.directory", directory.toString())
                .main("hostile.Reach", "MISSING", directory.toString())
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).as(result.toString()).containsEntry("callable", "[]");
        assertThat(result.answers().get("reached"))
                .as("it has seen classes of ours: %s", result)
                .contains("SecretNotFoundException", "MergedStream");
        assertThat(result.stdout().lines().filter(line -> line.startsWith("loader of ")))
                .as(result.toString())
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.matches(".*=(refused .*|nothing)"));
    }

    private static Result intrude(Fork fork, Lab lab, String program) throws IOException {
        Path directory = fork.folder().resolve("secrets");
        Path readable = Files.createDirectories(fork.folder().resolve("readable"));
        return Pair.serving(fork, lab.canary("stored"))
                .agent("files.directory", directory.toString())
                .main(
                        program,
                        Pair.NAME,
                        directory.resolve("stored").toString(),
                        readable.toString(),
                        TakeoverJar.in(lab.newFolder()).toString())
                .run();
    }

    private static void assertNothingGot(Result result) {
        Map<String, String> answers = new TreeMap<>(result.answers());
        assertThat(answers.remove("manager")).as(result.toString()).isEqualTo("on");
        assertThat(answers)
                .as(result.toString())
                .hasSizeGreaterThan(40)
                .containsKeys("System.getenv", "newDirectoryStream", "lie.length", "Premain.premain")
                .allSatisfy((attempt, answer) -> assertThat(answer).as(attempt).matches("refused .*|nothing"));
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.stderr()).doesNotContain("\tat ");
    }

    private static Fork secured(Fork fork, String policy) throws IOException {
        Path readable = fork.folder().resolve("readable");
        Path file = Files.writeString(
                fork.folder().resolve("app.policy"),
                policy + " grant { permission java.io.FilePermission \"" + readable + "\", \"read\"; };");
        return fork.jvm("-Djava.security.manager", "-Djava.security.policy=" + file);
    }
}
