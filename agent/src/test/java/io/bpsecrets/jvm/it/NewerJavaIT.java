package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * A Java that the agent does not know is not there yet, so the agent is made not to know one that is: its class file reader
 * ends at Java 7, or the hook is missing in its jar.
 */
@ExtendWith(LabExtension.class)
class NewerJavaIT {

    static Stream<Jdk> jdks() {
        return Jdks.three();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void classFilesThatTheReaderDoesNotKnowAreOneLineWithBothVersions(Jdk jdk, Lab lab) throws IOException {
        Path jar = OtherJar.thatReadsUpToJava7(lab.newFolder());
        Pair pair = Pair.run(jdk, lab, fork -> fork.agentJar(jar).main("PrintEnv", "STORED", "PATH"));
        assertThat(pair.assertOneLineAndUnserved())
                .contains("WARN", System.getProperty("bp.version"))
                .containsPattern("Java (1\\.)?" + jdk.major() + "\\b.* is newer")
                .containsPattern("up to \\d+");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void thenRequiredNamesStopTheStart(Jdk jdk, Lab lab) throws IOException {
        Result result = Pair.serving(
                        lab.fork(jdk).agentJar(OtherJar.thatReadsUpToJava7(lab.newFolder())), lab.canary("stored"))
                .agent("required", Pair.NAME)
                .main("PrintEnv", Pair.NAME)
                .run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(78);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.agentLines()).as(result.toString()).hasSize(2);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void aJvmThatDoesNotTakeTheHookIsOneLine(Jdk jdk, Lab lab) throws IOException {
        Path jar = OtherJar.withoutHook(lab.newFolder());
        Pair pair = Pair.run(jdk, lab, fork -> fork.agentJar(jar).main("PrintEnv", "STORED", "PATH"));
        assertThat(pair.assertOneLineAndUnserved()).contains("WARN", "hook");
    }
}
