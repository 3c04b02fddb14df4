package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A class data archive (CDS, AppCDS, AOT cache) that was made without the agent is used with it. Java 8 has no AppCDS. */
@ExtendWith(LabExtension.class)
class ArchiveIT {
    private static final String SHARED = ".*app\\.PrintEnv source: shared objects file.*";

    static Stream<Jdk> jdks() {
        return Jdks.since(11);
    }

    static Stream<Jdk> jdksWithAotCache() {
        return Jdks.since(25);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void anArchiveOfTheApplicationKeepsWorking(Jdk jdk, Lab lab) throws IOException {
        Path folder = lab.newFolder();
        Path jar = ProgramJar.plain(folder);
        Path list = folder.resolve("classes.lst");
        Path archive = folder.resolve("app.jsa");
        ended(main(lab.fork(jdk).jvm("-Xshare:off", "-XX:DumpLoadedClassList=" + list), jdk, jar));
        ended(main(
                lab.fork(jdk)
                        .jvm("-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive),
                jdk,
                jar));
        // With -Xshare:on a JVM that cannot use the archive ends.
        Pair pair = Pair.run(
                jdk,
                lab,
                fork -> main(
                        fork.jvm(
                                "-Xshare:on",
                                "-XX:SharedArchiveFile=" + archive,
                                "-Xlog:class+load:file=load.txt",
                                "-Xlog:disable",
                                "-Xlog:all=warning:stderr"),
                        jdk,
                        jar));
        pair.assertServedAndSilent();
        Fork fork = main(
                Pair.serving(lab.fork(jdk), lab.canary("stored"))
                        .jvm("-Xshare:on", "-XX:SharedArchiveFile=" + archive, "-Xlog:class+load"),
                jdk,
                jar);
        assertThat(fork.run().stdout()).containsPattern(SHARED.replace(".*", ""));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdksWithAotCache")
    void soDoesAnAotCache(Jdk jdk, Lab lab) throws IOException {
        Path folder = lab.newFolder();
        Path jar = ProgramJar.plain(folder);
        Path cache = folder.resolve("app.aot");
        ended(main(lab.fork(jdk).jvm("-XX:AOTCacheOutput=" + cache), jdk, jar));
        assertThat(cache).isRegularFile();
        Pair pair = Pair.run(jdk, lab, fork -> main(fork.jvm("-XX:AOTCache=" + cache, "-XX:AOTMode=on"), jdk, jar));
        pair.assertServedAndSilent();
        Fork fork = main(
                Pair.serving(lab.fork(jdk), lab.canary("stored")).jvm("-XX:AOTCache=" + cache, "-Xlog:class+load"),
                jdk,
                jar);
        assertThat(fork.run().stdout()).containsPattern(SHARED.replace(".*", ""));
    }

    /**
     * Since 24 a JVM refuses an archive that was made with other root modules, and any agent adds java.instrument: who makes
     * one says so from the start (docs/compatibility.md).
     */
    private static Fork main(Fork fork, Jdk jdk, Path jar) {
        if (jdk.major() >= 24) {
            fork.jvm("--add-modules", "java.instrument");
        }
        return fork.classPath(jar).main("PrintEnv", Pair.NAME, "PATH");
    }

    private static void ended(Fork fork) {
        Result result = fork.run();
        assertThat(result.exit()).as(result.toString()).isZero();
    }
}
