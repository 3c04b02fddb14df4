package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.JdkClasses;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.NewerClass;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A Java that the agent does not know is not there yet, so the agent is made not to know one that is: its class file reader
 * ends at Java 7, or the hook is missing in its jar. A class of the JDK gets an attribute that no Java has.
 */
@ExtendWith(LabExtension.class)
class NewerJavaIT {

    static Stream<Jdk> jdks() {
        return Jdks.three();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aNewerJavaOfWhichEachPartIsKnownIsServedAsAnyOther(Jdk jdk, Lab lab) throws IOException {
        Path jar = OtherJar.thatReadsUpToJava7(lab.newFolder());
        Pair.run(jdk, lab, fork -> fork.agentJar(jar).main("PrintEnv", "STORED", "PATH"))
                .assertServedAndSilent();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aClassWithAPartThatIsNotKnownIsLeftAloneAndTheOthersAreWoven(Jdk jdk, Lab lab) throws IOException {
        String value = lab.canary("stored");
        Result result = newer(jdk, lab, value).run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).as(result.toString()).containsEntry(Pair.NAME, Hash.of(value));
        assertThat(result.agentLines()).as(result.toString()).hasSize(1);
        assertThat(result.warnings().get(0))
                .containsPattern("Java (1\\.)?" + jdk.major() + "\\b.* is newer than agent "
                        + System.getProperty("bp.version") + ", which knows the class files of Java up to \\d+\\. ")
                .contains("left alone: java.io.File (the attribute NotYetKnown of a method's code is not known). ")
                .contains("answers as without the agent. Take a newer agent.");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void thenRequiredNamesStopTheStartUnlessTheUserLeavesThoseJoinPointsOut(Jdk jdk, Lab lab) throws IOException {
        Result stopped = newer(jdk, lab, lab.canary("stored"))
                .agent("required", Pair.NAME)
                .run();
        assertThat(stopped.exit()).as(stopped.toString()).isEqualTo(78);
        assertThat(stopped.stdout()).isEmpty();
        assertThat(stopped.agentLines()).as(stopped.toString()).hasSize(2);
        String told = stopped.warnings().get(0);
        String value = lab.canary("stored");
        Result started = newer(jdk, lab, value)
                .agent("required", Pair.NAME)
                .agent("weave.without", told.substring(told.indexOf("weave.without = ") + 16))
                .run();
        assertThat(started.exit()).as(started.toString()).isZero();
        assertThat(started.answers()).as(started.toString()).containsEntry(Pair.NAME, Hash.of(value));
        assertThat(started.warnings()).as(started.toString()).isEmpty();
    }

    /** java.io.File is the class that cannot be read. */
    private static Fork newer(Jdk jdk, Lab lab, String value) throws IOException {
        Path patch = lab.newFolder();
        try (JdkClasses classes = new JdkClasses(jdk)) {
            Path file = patch.resolve("java/io/File.class");
            Files.createDirectories(file.getParent());
            Files.write(file, NewerClass.withAttribute(classes.bytes("java/io/File"), NewerClass.Where.CODE));
        }
        Fork fork = lab.fork(jdk).agentJar(OtherJar.thatReadsUpToJava7(lab.newFolder()));
        fork.jvm(jdk.major() == 8 ? "-Xbootclasspath/p:" + patch : "--patch-module=java.base=" + patch);
        return Pair.serving(fork, value).main(Pair.PROGRAM[0], Pair.NAME);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void ifTheTryIsOffNothingIsWovenAndOneLineHasBothVersions(Jdk jdk, Lab lab) throws IOException {
        String value = lab.canary("stored");
        Result without = lab.fork(jdk).main("PrintEnv", "STORED", "PATH").run();
        Result with = off(jdk, lab, value).main("PrintEnv", "STORED", "PATH").run();
        assertThat(new Pair(without, with, value).assertOneLineAndUnserved())
                .contains("WARN", System.getProperty("bp.version"))
                .containsPattern("Java (1\\.)?" + jdk.major() + "\\b.* is newer")
                .containsPattern("up to \\d+, and weave.newer-java is off");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void thenRequiredNamesStopTheStart(Jdk jdk, Lab lab) throws IOException {
        Result result = off(jdk, lab, lab.canary("stored"))
                .agent("required", Pair.NAME)
                .main("PrintEnv", Pair.NAME)
                .run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(78);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.agentLines()).as(result.toString()).hasSize(2);
    }

    private static Fork off(Jdk jdk, Lab lab, String value) throws IOException {
        Fork fork = lab.fork(jdk).agentJar(OtherJar.thatReadsUpToJava7(lab.newFolder()));
        return Pair.serving(fork, value).agent("weave.newer-java", "off");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void onAJavaThatIsKnownTheKeyChangesNothing(Jdk jdk, Lab lab) {
        String value = lab.canary("stored");
        Result result = Pair.serving(lab.fork(jdk), value)
                .agent("weave.newer-java", "off")
                .main("PrintEnv", Pair.NAME)
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry(Pair.NAME, Hash.of(value));
        assertThat(result.warnings()).as(result.toString()).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void aJvmThatDoesNotTakeTheHookIsOneLine(Jdk jdk, Lab lab) throws IOException {
        Path jar = OtherJar.withoutHook(lab.newFolder());
        Pair pair = Pair.run(jdk, lab, fork -> fork.agentJar(jar).main("PrintEnv", "STORED", "PATH"));
        assertThat(pair.assertOneLineAndUnserved()).contains("WARN", "hook");
    }
}
