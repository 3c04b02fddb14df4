package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * There is no Java 7 to be had, so one that can be told to say that it is one: up to Java 11 the start line does it. What Java 7
 * could not read must not be touched; that the one class it is given has its version, JarContentIT says.
 */
@ExtendWith(LabExtension.class)
class OlderJavaIT {
    private static final String[] JAVA_7 = {"-Djava.specification.version=1.7", "-Xverify:all"};

    static Stream<Jdk> jdks() {
        return Jdks.all().filter(jdk -> jdk.major() <= 11);
    }

    // -Dbp.java=17,25 leaves none.
    @ParameterizedTest(name = "on {0}", allowZeroInvocations = true)
    @MethodSource("jdks")
    void aJavaThatIsTooOldIsOneLine(Jdk jdk, Lab lab) {
        assertThat(Pair.run(jdk, lab, JAVA_7).assertOneLineAndUnserved())
                .isEqualTo("[bp-secrets] WARN Java 1.7 is older than 8, the oldest that the agent knows: "
                        + "the service runs as without it");
    }

    @ParameterizedTest(name = "on {0}", allowZeroInvocations = true)
    @MethodSource("jdks")
    void noClassIsTouchedThatItCouldNotRead(Jdk jdk, Lab lab) {
        Result result = Pair.serving(lab.fork(jdk).jvm(JAVA_7).jvm("-verbose:class"), lab.canary("stored"))
                .main("PrintEnv", Pair.NAME)
                .run();
        assertThat(result.stdout().lines().filter(line -> line.contains(" io.bpsecrets.")))
                .as(result.toString())
                .singleElement()
                .asString()
                .contains(" io.bpsecrets.premain.Premain ");
    }
}
