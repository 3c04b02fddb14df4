package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Published libraries that write into the map of System.getenv(), as they are, with and without the agent. */
@ExtendWith(LabExtension.class)
class EnvironmentWritersIT {
    private static final String[] NAMES = {"STORED", "REMOVED", "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"};

    private enum Library {
        SYSTEM_LAMBDA("system-lambda", 8, "system-lambda.jar"),
        JUNIT_PIONEER("junit-pioneer", 11, "junit-pioneer.jar", "junit-platform-console-standalone.jar"),
        KOTEST("kotest", 8, "kotest-extensions-jvm.jar", "kotlin-stdlib.jar"),
        AWS_LAMBDA("aws-lambda", 8, "aws-lambda-java-runtime-interface-client.jar"),
        GRADLE("gradle", 8, "gradle");

        private final String word;
        private final int java;
        private final List<String> jars;

        Library(String word, int java, String... jars) {
            this.word = word;
            this.java = java;
            this.jars = List.of(jars);
        }
    }

    static Stream<Arguments> jdksAndLibraries() {
        return Jdks.three()
                .flatMap(jdk -> Stream.of(Library.values())
                        .filter(library -> library.java <= jdk.major())
                        .map(library -> Arguments.of(jdk, library)));
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("jdksAndLibraries")
    void whatALibraryWritesIntoTheMapIsAnsweredAsWithoutTheAgent(Jdk jdk, Library library, Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        Fork without = lab.fork(jdk);
        Fork with = lab.fork(jdk).vault(lab.server(), lab.readerToken(lab.server()), lab.path());
        for (String name : NAMES) {
            without.env(name, value);
            with.agent("secret." + name, "stored#value");
        }
        Result real = program(without, jdk, library).run();
        Result served = program(with, jdk, library).run();
        String stored = Hash.of(value) + " " + Hash.of(value) + " true";
        assertThat(real.exit()).as(real.toString()).isZero();
        assertThat(real.answers())
                .as(real.toString())
                .containsEntry("before 0", stored)
                .containsEntry(
                        "inside 0", Hash.of("set-by-the-library") + " " + Hash.of("set-by-the-library") + " true")
                .containsEntry("inside 1", "null null false");
        assertThat(served.answers()).as(served.toString()).isEqualTo(real.answers());
        assertThat(served.agentLines()).as(served.toString()).hasSize(1);
        assertThat(served.warnings()).as(served.toString()).isEmpty();
    }

    private static Fork program(Fork fork, Jdk jdk, Library library) {
        if (jdk.major() > 8) {
            fork.jvm("--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.util=ALL-UNNAMED");
        }
        StringBuilder path = new StringBuilder(System.getProperty("bp.programs"));
        for (String jar : library.jars) {
            path.append(':').append(Path.of(System.getProperty("bp.libs"), jar));
        }
        return fork.words("-cp", path.toString(), "app.EnvironmentWriters", library.word, NAMES[0], NAMES[1]);
    }
}
