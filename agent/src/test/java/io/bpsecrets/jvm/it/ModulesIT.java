package io.bpsecrets.jvm.it;

import io.bpsecrets.harness.Commands;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application on the module path, and one in a run-time image of its own. */
@ExtendWith(LabExtension.class)
class ModulesIT {

    static Stream<Jdk> jdks() {
        return Jdks.since(9);
    }

    static Stream<Jdk> jdksWithJlink() {
        return jdks().filter(jdk -> Files.isExecutable(jdk.home().resolve("bin/jlink")));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void anApplicationOnTheModulePathIsServed(Jdk jdk, Lab lab) throws IOException {
        Path jar = ProgramJar.module(lab.newFolder());
        Pair.run(
                        jdk,
                        lab,
                        fork -> fork.words("--module-path", jar.toString(), "-m", "app/app.PrintEnv", "STORED", "PATH"))
                .assertServedAndSilent();
    }

    /** With java.instrument, without which a JVM takes no -javaagent at all. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdksWithJlink")
    void soIsOneInAnImageOfJlink(Jdk jdk, Lab lab) throws IOException {
        Path image = lab.newFolder().resolve("image");
        Commands.output(List.of(
                jdk.home().resolve("bin/jlink").toString(),
                "--add-modules",
                "java.base,java.instrument",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                image.toString()));
        Pair.run(new Jdk(image, jdk.major()), lab).assertServedAndSilent();
    }
}
