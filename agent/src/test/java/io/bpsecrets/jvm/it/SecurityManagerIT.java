package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Legacy services run under a SecurityManager with a policy that has never heard of an agent; Java 24 has none. */
@ExtendWith(LabExtension.class)
class SecurityManagerIT {
    private static final String MAY_READ_THE_ENVIRONMENT =
            "grant { permission java.lang.RuntimePermission \"getenv.*\"; };";

    static Stream<Jdk> jdks() {
        return Jdks.all().filter(jdk -> jdk.major() < 24);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void aPolicyWithoutAWordAboutTheAgentIsEnough(Jdk jdk, Lab lab) throws IOException {
        String value = stored(lab);
        Result result = secured(lab.fork(jdk), MAY_READ_THE_ENVIRONMENT)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("files.directory", lab.newFolder().resolve("secrets").toString())
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        assertThat(result.agentLines()).as(result.toString()).hasSize(1);
        assertThat(others(result)).as(result.toString()).allMatch(SecurityManagerIT::ofTheJvm);
    }

    /** The check stands in front of the woven method: the application may read what its policy says, not more. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void whoMayNotReadTheEnvironmentMayNotReadASecret(Jdk jdk, Lab lab) throws IOException {
        Result result = Pair.serving(secured(lab.fork(jdk), "grant { };"), lab.canary("stored"))
                .main("PrintEnv", Pair.NAME)
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers().get(Pair.NAME)).as(result.toString()).contains("AccessControlException");
        assertThat(result.agentLines())
                .as("the agent is there: %s", result)
                .singleElement()
                .asString()
                .contains("1 name");
    }

    /** Two methods of NIO are answered in front of the JDK's own check. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void whoMayNotReadTheDirectoryIsNotToldWhatIsInIt(Jdk jdk, Lab lab) throws IOException {
        Path directory = lab.newFolder().resolve("secrets");
        Result result = secured(lab.fork(jdk), "grant { permission java.util.PropertyPermission \"*\", \"read\"; };")
                .agent("default.STORED", lab.canary("stored"))
                .agent("files.directory", directory.toString())
                .main("files.Guarded", directory.toString(), "stored")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.stdout().lines())
                .hasSize(4)
                .allMatch(line -> line.contains(" = !java.security.AccessControlException: access denied"));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void aManagerThatTheApplicationSetsLaterIsNoHindrance(Jdk jdk, Lab lab) {
        String value = stored(lab);
        Fork fork = lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.STORED", "stored#value");
        if (jdk.major() > 17) {
            fork.jvm("-Djava.security.manager=allow");
        }
        Result result = fork.main("LateManager", "STORED").run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        assertThat(result.agentLines()).as(result.toString()).hasSize(1);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void aManagerThatRefusesTheAgentIsOneLineThatGivesTheGrant(Jdk jdk, Lab lab) {
        Pair pair = Pair.run(jdk, lab, "-Djava.security.manager=app.StrictManager");
        assertThat(pair.assertOneLineAndUnserved())
                .contains(
                        "ERROR",
                        "SecurityException",
                        "grant codeBase \"file:",
                        "bp-secrets.jar\" { permission java.security.AllPermission; };");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void requiredNamesStillStopTheStart(Jdk jdk, Lab lab) throws IOException {
        Result result = secured(lab.fork(jdk), MAY_READ_THE_ENVIRONMENT)
                .agent("secret.MISSING", "stored#value")
                .agent("required", "MISSING")
                .agent("startup", "check")
                .main("PrintEnv", "MISSING")
                .run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(78);
        assertThat(result.stdout()).isEmpty();
    }

    private static String stored(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    private static Fork secured(Fork fork, String policy) throws IOException {
        Path file = Files.writeString(fork.folder().resolve("app.policy"), policy);
        return fork.jvm("-Djava.security.manager", "-Djava.security.policy=" + file);
    }

    private static List<String> others(Result result) {
        return result.stderr()
                .lines()
                .filter(line -> !line.startsWith("[bp-secrets] "))
                .toList();
    }

    /** It calls the manager deprecated; and the way in under a manager is the one that costs the class data archive. */
    private static boolean ofTheJvm(String line) {
        return line.matches("WARNING: .* Security Manager.*") || line.contains("Sharing is only supported for boot");
    }
}
