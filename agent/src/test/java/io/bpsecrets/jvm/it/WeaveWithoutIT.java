package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.weave.Door;
import io.bpsecrets.weave.JoinPoint;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A join point that the user left out does not stop a start, whatever is required. */
@ExtendWith(LabExtension.class)
class WeaveWithoutIT {

    /** Each row that another one stands for; of a pair a JDK or a platform has one. */
    static Stream<Arguments> jdksAndTwins() {
        return Jdks.all()
                .flatMap(jdk -> Stream.of(
                                "NIO_ACCESS",
                                "NIO_ACCESS_21",
                                "CHILD_BLOCK_UNIX",
                                "CHILD_BLOCK_WINDOWS",
                                "FILE_LIST",
                                "FILE_NORMALIZED_LIST",
                                "JMX_FILE",
                                "JMX_FILE_8")
                        .map(twin -> Arguments.of(jdk, twin)));
    }

    @ParameterizedTest(name = "on {0}: {1}")
    @MethodSource("jdksAndTwins")
    void whatStandsForItIsNotMissedEither(Jdk jdk, String twin, Lab lab) {
        String value = lab.canary("stored");
        Result result = run(jdk, lab, value, twin);
        assertThat(result.answers()).as(result.toString()).containsEntry(Pair.NAME, Hash.of(value));
        assertThat(result.agentLines()).as(result.toString()).hasSize(1);
        assertThat(result.warnings()).as(result.toString()).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aWholeDoorCanBeLeftOutAndALineSaysSo(Jdk jdk, Lab lab) {
        String value = lab.canary("stored");
        Result result = run(jdk, lab, value, names(point -> point.door() == Door.FILES));
        assertThat(result.answers()).as(result.toString()).containsEntry(Pair.NAME, Hash.of(value));
        assertThat(result.warnings())
                .as(result.toString())
                .singleElement()
                .asString()
                .contains("leaves out every join point of files of secrets");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void soCanAllOfThem(Jdk jdk, Lab lab) {
        Result result = run(jdk, lab, lab.canary("stored"), names(point -> true));
        assertThat(result.answers()).as(result.toString()).containsEntry(Pair.NAME, "null");
        assertThat(result.warnings())
                .as(result.toString())
                .hasSize(3)
                .allMatch(line -> line.contains("leaves out every"));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void anUnknownNameIsOneLineAndAllIsWoven(Jdk jdk, Lab lab) {
        String value = lab.canary("stored");
        Result result = run(jdk, lab, value, "NIO_ACESS");
        assertThat(result.answers()).as(result.toString()).containsEntry(Pair.NAME, Hash.of(value));
        assertThat(result.warnings())
                .as(result.toString())
                .singleElement()
                .asString()
                .contains("NIO_ACESS, which is no join point");
    }

    private static Result run(Jdk jdk, Lab lab, String value, String without) {
        Result result = Pair.serving(lab.fork(jdk), value)
                .agent("required", Pair.NAME)
                .agent("children.inherit", Pair.NAME)
                .agent("weave.without", without)
                .main(Pair.PROGRAM[0], Pair.NAME)
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.stderr()).as(result.toString()).doesNotContain("could not weave");
        return result;
    }

    private static String names(Predicate<JoinPoint> which) {
        return Arrays.stream(JoinPoint.values())
                .filter(which)
                .map(JoinPoint::name)
                .collect(Collectors.joining(", "));
    }
}
