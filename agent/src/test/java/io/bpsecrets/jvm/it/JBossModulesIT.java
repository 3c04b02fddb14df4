package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * WildFly's way to start: JBoss Modules sets JBoss LogManager, and refuses where somebody has touched java.util.logging before
 * (WFLYLOG0078). The application is a module that sees neither the class path nor the agent.
 */
@ExtendWith(LabExtension.class)
class JBossModulesIT {
    private static final Path LIBRARIES = Path.of(System.getProperty("bp.libs"));

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void jbossLogManagerIsStillTheFirst(Jdk jdk, Lab lab) throws IOException {
        Path modules = modules(lab);
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", lab.canary("stored")));
        Result without = launch(jdk, lab.fork(jdk), modules);
        Result with = launch(
                jdk,
                lab.fork(jdk)
                        .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                        .agent("secret.STORED", "stored#value"),
                modules);
        assertThat(without.exit()).as(without.toString()).isZero();
        assertThat(without.answers())
                .as(without.toString())
                .containsEntry("log manager", "org.jboss.logmanager.LogManager");
        assertThat(with.stdout()).as(with.toString()).isEqualTo(without.stdout());
        assertThat(without.stderr()).contains("secret absent");
        assertThat(with.stderr()).contains("secret read").doesNotContain("\tat ", "WARNING: Failed");
        assertThat(with.agentLines()).as(with.toString()).hasSize(1);
    }

    private static Result launch(Jdk jdk, Fork fork, Path modules) {
        // Since 2.0 it needs a newer Java than 8, and before 2.2 it sets a policy, which Java 24 refuses.
        String jar = LIBRARIES
                .resolve(jdk.major() == 8 ? "jboss-modules-java8.jar" : "jboss-modules.jar")
                .toString();
        return fork.jvm("-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
                .words("-jar", jar, "-mp", modules.toString(), "app", "STORED", "none", "log manager")
                .run();
    }

    private static Path modules(Lab lab) throws IOException {
        Path modules = lab.newFolder();
        write(
                modules,
                "org/jboss/logmanager",
                "<module xmlns=\"urn:jboss:module:1.6\" name=\"org.jboss.logmanager\">"
                        + "<resources><resource-root path=\"jboss-logmanager.jar\"/><resource-root path=\"wildfly-common.jar\"/>"
                        + "</resources><dependencies><system export=\"false\"><paths><path name=\"java/util/logging\"/></paths>"
                        + "</system></dependencies></module>");
        for (String jar : new String[] {"jboss-logmanager.jar", "wildfly-common.jar"}) {
            Files.copy(
                    LIBRARIES.resolve(jar),
                    modules.resolve("org/jboss/logmanager/main").resolve(jar));
        }
        write(
                modules,
                "app",
                "<module xmlns=\"urn:jboss:module:1.6\" name=\"app\">"
                        + "<main-class name=\"app.early.DecideOnce\"/><resources><resource-root path=\"classes\"/></resources>"
                        + "<dependencies><module name=\"org.jboss.logmanager\" services=\"import\"/></dependencies></module>");
        Files.createSymbolicLink(modules.resolve("app/main/classes"), Path.of(System.getProperty("bp.programs")));
        return modules;
    }

    private static void write(Path modules, String name, String text) throws IOException {
        Path folder = Files.createDirectories(modules.resolve(name).resolve("main"));
        Files.writeString(folder.resolve("module.xml"), text);
    }
}
