package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications that have nothing to do with the secrets, or only seem to, do the same with the agent as without it. */
@ExtendWith(LabExtension.class)
class UnrelatedIT {

    static Stream<Arguments> jdksAndFolders() {
        return Jdks.all()
                .flatMap(jdk -> Stream.of("work", "secrets", "run/secrets2", "run/secrets/real")
                        .map(folder -> Arguments.of(jdk, folder)));
    }

    @ParameterizedTest(name = "on {0}, in {1}")
    @MethodSource("jdksAndFolders")
    void oneThousandOrdinaryFilesAreMadeRewrittenAndDeleted(Jdk jdk, String folder, Lab lab) {
        Result result = same(
                lab,
                fork -> {
                    // The last of the folders is in a real secrets directory, beside what is served.
                    Path path = fork.folder().resolve(folder);
                    path.toFile().getParentFile().mkdirs();
                    return fork.main("files.Unrelated", "ordinary", path.toString());
                },
                jdk);
        assertThat(result.stdout()).contains("deleted 1000, left 0", "folder false");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aFileSystemInMemoryHasItsOwnDirectoryOfThatName(Jdk jdk, Lab lab) {
        for (String directory : List.of("/run/secrets", "run/secrets")) {
            Result result = same(
                    lab,
                    fork -> fork.classPath(classPath("jimfs", "guava", "failureaccess"))
                            .main("files.Unrelated", "jimfs", fork.folder().toString(), directory),
                    jdk);
            assertThat(result.stdout()).contains("exists false", "read ", "list false 1", "real secrets");
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void soDoesAZipFileSystem(Jdk jdk, Lab lab) {
        Result result = same(
                lab, fork -> fork.main("files.Unrelated", "zipfs", fork.folder().toString()), jdk);
        assertThat(result.stdout()).contains("list 0");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anEmbeddedTomcatServesStaticFiles(Jdk jdk, Lab lab) {
        Result result = same(
                lab,
                fork -> fork.classPath(classPath("tomcat-embed-core", "tomcat-annotations-api"))
                        .main("files.Unrelated", "tomcat", fork.folder().toString()),
                jdk);
        assertThat(result.stdout()).contains("first ", "/7", "new ", "/13", "absent java.io.FileNotFoundException");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aSpringBootJarReadsTheJarsWithinIt(Jdk jdk, Lab lab) throws IOException {
        Path jar = SpringBootJar.make(lab.newFolder().resolve("secrets"), library("spring-boot-loader"));
        Result result = same(lab, fork -> fork.classPath(jar).main("files.NestedJar"), jdk);
        assertThat(result.stdout())
                .contains(
                        "loader org.springframework.boot.loader.LaunchedURLClassLoader",
                        "/boot.jar!/BOOT-INF/lib/nested.jar!/nested.txt ",
                        "class from a jar within the jar true");
    }

    private interface Program {
        Fork of(Fork fork);
    }

    /** Runs it without and with the agent, twice as the agent may be set up, and compares what it prints. */
    private static Result same(Lab lab, Program program, Jdk jdk) {
        Result without = program.of(lab.fork(jdk)).run();
        assertThat(without.exit()).as(without.toString()).isZero();
        Fork relative = lab.fork(jdk);
        relative.agentLines("files.directory=" + relative.folder().resolve("run/secrets") + ",/run/secrets");
        Result with = program.of(relative.agentLines("profile=none", "default.DB_PASSWORD=" + lab.canary("unrelated")))
                .run();
        assertThat(with.warnings()).isEmpty();
        assertThat(with.stdout()).as(with.toString()).isEqualTo(without.stdout());
        assertThat(with.exit()).isZero();
        return with;
    }

    private static Path classPath(String... libraries) {
        StringBuilder path = new StringBuilder(System.getProperty("bp.programs"));
        for (String library : libraries) {
            path.append(File.pathSeparator).append(library(library));
        }
        return Path.of(path.toString());
    }

    /** A library of another project that the build copies for these tests. */
    private static Path library(String name) {
        Path jar = Path.of(System.getProperty("bp.libs"), name + ".jar");
        assertThat(Files.isRegularFile(jar))
                .as("%s is there; mvn verify copies it", jar)
                .isTrue();
        return jar;
    }
}
