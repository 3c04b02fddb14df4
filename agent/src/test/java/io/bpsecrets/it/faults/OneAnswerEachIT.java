package io.bpsecrets.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.Fault;
import io.bpsecrets.harness.fault.FaultProxy;
import io.bpsecrets.harness.fault.StrayAnswers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The answer to one secret is never served as another one, whatever a proxy leaves on the connection. */
@ExtendWith(LabExtension.class)
class OneAnswerEachIT {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    static Path made;

    private static Identities identities;

    @BeforeAll
    static void makeCertificates() {
        identities = Identities.create(made);
    }

    static Stream<Arguments> faults() {
        return Jdks.ends()
                .flatMap(jdk -> Stream.of(
                        Arguments.of("an answer too many", StrayAnswers.twice(), false, jdk),
                        Arguments.of("an answer too many over TLS", StrayAnswers.twice(), true, jdk),
                        Arguments.of("an answer that comes again later", StrayAnswers.twice(150), false, jdk),
                        Arguments.of("the same over TLS", StrayAnswers.twice(150), true, jdk),
                        Arguments.of("204 with a body", StrayAnswers.behind("HTTP/1.1 204 No Content"), false, jdk),
                        Arguments.of(
                                "204 with a body that is announced",
                                StrayAnswers.behind("HTTP/1.1 204 No Content\r\nContent-Length: 300"),
                                false,
                                jdk),
                        Arguments.of(
                                "204 with a body over TLS", StrayAnswers.behind("HTTP/1.1 204 No Content"), true, jdk),
                        Arguments.of("304 with a body", StrayAnswers.behind("HTTP/1.1 304 Not Modified"), false, jdk)));
    }

    @ParameterizedTest(name = "{0}, on {3}")
    @MethodSource("faults")
    void theNextSecretGetsItsOwnValue(String name, Fault fault, boolean overTls, Jdk jdk, Lab lab) {
        String folder = lab.path() + "/o" + NUMBER.incrementAndGet();
        String own = put(lab, folder + "/other");
        put(lab, folder + "/struck");
        try (FaultProxy proxy = proxy(lab, overTls)) {
            proxy.apply(fault.at(List.of("secret/data/" + folder + "/struck")));
            Result result = fork(jdk, lab, proxy, folder, overTls)
                    .main("PrintEnv", "STRUCK", "OTHER")
                    .run();
            assertThat(proxy.struck()).as(result.toString()).isPositive();
            assertThat(result.answers()).as(result.toString()).containsEntry("OTHER", Hash.of(own));
        }
    }

    /** Each refresh asks on a connection of its own; the fault stays for all of them. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void atEachRefreshToo(Jdk jdk, Lab lab) {
        String folder = lab.path() + "/o" + NUMBER.incrementAndGet();
        put(lab, folder + "/other");
        put(lab, folder + "/struck");
        try (FaultProxy proxy = proxy(lab, false);
                RunningProgram program = fork(jdk, lab, proxy, folder, false)
                        .agent("refresh.interval", "1s")
                        .main("AskAgain")
                        .start()) {
            proxy.apply(StrayAnswers.twice(150).at(List.of("secret/data/" + folder + "/struck")));
            for (int i = 0; i < 3; i++) {
                Await.answer(program, "OTHER", Hash.of(put(lab, folder + "/other")));
                Await.answer(program, "STRUCK", Hash.of(put(lab, folder + "/struck")));
            }
            program.finish();
        }
    }

    private static FaultProxy proxy(Lab lab, boolean overTls) {
        String address = lab.server().address();
        return overTls ? FaultProxy.before(address, identities.good()) : FaultProxy.before(address);
    }

    private static String put(Lab lab, String path) {
        String value = lab.canary("value");
        lab.server().putKv2(path, Map.of("value", value));
        return value;
    }

    private static Fork fork(Jdk jdk, Lab lab, FaultProxy proxy, String folder, boolean overTls) {
        Fork fork = lab.fork(jdk)
                .agent("vault.address", proxy.address())
                .agent("vault.token", lab.readerToken(lab.server()))
                .agent("vault.path", folder)
                .agent("secret.STRUCK", "struck#value")
                .agent("secret.OTHER", "other#value");
        return overTls ? fork.agent("vault.ca-cert", identities.ca().toString()) : fork;
    }
}
