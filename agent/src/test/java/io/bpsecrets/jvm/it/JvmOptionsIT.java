package io.bpsecrets.jvm.it;

import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Options that make a JVM strict, small or talkative: no word more on stderr than without the agent. */
@ExtendWith(LabExtension.class)
class JvmOptionsIT {
    /** First and last Java that takes the options. */
    private record Options(int since, int until, String... words) {
        boolean fit(Jdk jdk) {
            return jdk.major() >= since && jdk.major() <= until;
        }

        @Override
        public String toString() {
            return words.length == 0 ? "no options" : String.join(" ", words);
        }
    }

    private static final int LAST = Integer.MAX_VALUE;

    private static final List<Options> ALL = List.of(
            new Options(8, LAST),
            new Options(8, LAST, "-Xverify:all"),
            new Options(8, LAST, "-esa", "-ea"),
            new Options(8, LAST, "-Xint"),
            new Options(8, LAST, "-Xshare:auto"),
            new Options(8, LAST, "-XX:+DisableAttachMechanism"),
            new Options(
                    8,
                    LAST,
                    "-Xmx64m",
                    "-XX:MaxMetaspaceSize=32m",
                    "-XX:ReservedCodeCacheSize=16m",
                    "-XX:+UseSerialGC"),
            new Options(8, LAST, "-Xmx12m"),
            new Options(8, 8, "-Xss228k"),
            new Options(9, LAST, "-Xss180k"),
            new Options(9, LAST, "--limit-modules", "java.base,java.instrument"),
            new Options(9, 16, "--illegal-access=deny"),
            new Options(9, 16, "--illegal-access=debug"),
            new Options(17, 17, "--illegal-access=deny"),
            new Options(21, LAST, "-XX:-EnableDynamicAgentLoading"),
            new Options(23, LAST, "--sun-misc-unsafe-memory-access=deny"),
            new Options(24, LAST, "--illegal-native-access=deny"),
            new Options(25, LAST, "-XX:+UseCompactObjectHeaders"),
            new Options(26, LAST, "--illegal-final-field-mutation=deny"));

    static Stream<Arguments> jdksAndOptions() {
        return Jdks.all()
                .flatMap(jdk -> ALL.stream()
                        .filter(options -> options.fit(jdk))
                        .map(options -> Arguments.of(jdk, options.toString(), options.words())));
    }

    @ParameterizedTest(name = "on {0} with {1}")
    @MethodSource("jdksAndOptions")
    void aSecretIsServedAndNothingElseIsSaid(Jdk jdk, String shown, String[] words, Lab lab) {
        Pair.run(jdk, lab, Arrays.copyOf(words, words.length)).assertServedAndSilent();
    }
}
