package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Tomcat under its SecurityManager reads a variable of its server.xml from Vault, and its stop command stops it. */
@ExtendWith(LabExtension.class)
class TomcatIT {

    static Stream<Jdk> jdks() {
        return Jdks.all().filter(jdk -> jdk.major() < 18);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void underDashSecurityASecretIsServedWithTomcatsOwnPolicyAndTheStopCommandIsLeftAlone(Jdk jdk, Lab lab)
            throws Exception {
        try (Tomcat tomcat = new Tomcat(jdk, lab.newFolder())) {
            String path = lab.path() + "/tomcat" + jdk.major();
            lab.server().putKv2(path, Map.of("port", Integer.toString(tomcat.port())));
            Path settings = lab.newFolder().resolve("agent.properties");
            Files.writeString(
                    settings,
                    "vault.address=" + lab.server().address() + "\nvault.token=" + lab.readerToken(lab.server())
                            + "\nvault.path=\nsecret.HTTP_PORT=" + path + "#port\nfiles.directory="
                            + lab.newFolder() + "\n");
            String jar = "-javaagent:" + System.getProperty("bp.jar") + "=";
            tomcat.startSecured(jar + settings);
            assertThat(tomcat.page()).as(tomcat.output()).isEqualTo("a page");
            assertThat(tomcat.output().lines().filter(line -> line.startsWith("[bp-secrets] ")))
                    .as(tomcat.output())
                    .singleElement()
                    .asString()
                    .contains("1 name");
            assertThat(tomcat.output()).doesNotContain("AccessControlException", "SEVERE", "\tat ");

            Path broken = Files.writeString(
                    lab.newFolder().resolve("agent.properties"), "no-such-key=x\nrequired=A\nsecret.A=a#b\n");
            assertThat(tomcat.stop(jar + broken)).endsWith("exit 0").doesNotContain("[bp-secrets]");
            assertThat(tomcat.ends()).as("it stopped").isTrue();
        }
    }
}
