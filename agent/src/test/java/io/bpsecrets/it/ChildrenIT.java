package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A child process sees the JVM's real environment, and secrets only where children.inherit names them. */
@ExtendWith(LabExtension.class)
class ChildrenIT {

    static Stream<Arguments> jdksAndWays() {
        return Jdks.all()
                .flatMap(
                        jdk -> Stream.of("untouched", "read", "changed", "exec").map(how -> Arguments.of(jdk, how)));
    }

    @ParameterizedTest(name = "on {0}, {1}")
    @MethodSource("jdksAndWays")
    void aChildSeesTheRealEnvironmentAlsoAfterTheServiceReadItsSecrets(Jdk jdk, String how, Lab lab) {
        String value = stored(lab);
        Result result =
                connected(jdk, lab).main("Children", how, "SECRET", "ROTATED").run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("own SECRET", Hash.of(value))
                .containsEntry("own ROTATED", Hash.of(value));
        Map<String, String> expected = realEnvironment(how);
        assertThat(child(result)).as(result.toString()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "on {0}, {1}")
    @MethodSource("jdksAndWays")
    void aNameInChildrenInheritReachesEveryChild(Jdk jdk, String how, Lab lab) {
        String value = stored(lab);
        Result result = connected(jdk, lab)
                .agent("children.inherit", "SECRET")
                .main("Children", how, "SECRET")
                .run();
        Map<String, String> expected = realEnvironment(how);
        expected.put("SECRET", Hash.of(value));
        assertThat(child(result)).as(result.toString()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "on {0}, {1}")
    @MethodSource("jdksAndWays")
    void anInheritedNameNeedsNoReadOfTheServiceBefore(Jdk jdk, String how, Lab lab) {
        String value = stored(lab);
        Result result = connected(jdk, lab)
                .agent("children.inherit", "SECRET,ROTATED")
                .main("Children", how)
                .run();
        assertThat(child(result))
                .as(result.toString())
                .containsEntry("SECRET", Hash.of(value))
                .containsEntry("ROTATED", Hash.of(value))
                .doesNotContainKey("OTHER_SECRET");
    }

    /** An explicit environment is all that the application wants its child to see. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anExplicitEnvironmentStaysAsTheApplicationWroteIt(Jdk jdk, Lab lab) {
        String value = stored(lab);
        Result explicit =
                connected(jdk, lab).main("Children", "exec-envp", "SECRET").run();
        assertThat(explicit.answers()).as(explicit.toString()).containsEntry("own SECRET", Hash.of(value));
        assertThat(child(explicit)).as(explicit.toString()).isEqualTo(Map.of("ONLY", Hash.of("this")));
        Result cleared =
                connected(jdk, lab).main("Children", "cleared", "SECRET").run();
        assertThat(cleared.stdout()).contains("child exit 0");
        assertThat(child(cleared)).as(cleared.toString()).isEmpty();
    }

    private static String stored(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    private static Fork connected(Jdk jdk, Lab lab) {
        return lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.SECRET", "stored#value")
                .agent("secret.OTHER_SECRET", "stored#value")
                .agent("secret.ROTATED", "stored#value")
                .env("ROTATED", "the old value");
    }

    /** What the fork gave the JVM, and what the program added in that way of starting a child. */
    private static Map<String, String> realEnvironment(String how) {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("PATH", Hash.of("/usr/local/bin:/usr/bin:/bin"));
        expected.put("LANG", Hash.of("C.UTF-8"));
        expected.put("ROTATED", Hash.of("the old value"));
        if (how.equals("changed")) {
            expected.put("ADDED_BY_APP", Hash.of("added"));
        }
        return expected;
    }

    private static Map<String, String> child(Result result) {
        Map<String, String> entries = new LinkedHashMap<>();
        result.answers().forEach((name, value) -> {
            if (name.startsWith("child ")) {
                entries.put(name.substring("child ".length()), value);
            }
        });
        return entries;
    }
}
