package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a read waits for if a thread of the application holds a monitor for ever. docs/compatibility.md has the same limits. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitorsIT {
    /**
     * What a first read waits for. The JDK takes these monitors itself. A later read waits for none.
     *
     * @param newest the newest Java of the tested ones that does so
     * @param tls only if the server is asked over TLS
     */
    private record Limit(String monitor, int newest, boolean tls) {}

    private static final List<Limit> LIMITS = List.of(
            new Limit("System.getProperties()", 8, false),
            new Limit("Runtime.getRuntime()", 8, false),
            new Limit("Thread.class", 17, false),
            new Limit("topmost thread group", 17, false),
            new Limit("ClassLoader.class", 8, true),
            new Limit("Locale.class", 17, true));

    private final RealServer secured = RealServer.startTls();

    @AfterAll
    void stop() {
        secured.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#three")
    void noOtherMonitorThatIsHeldKeepsAFirstReadOrALaterOneBack(Jdk jdk, Lab lab) {
        for (RealServer server : List.of(lab.server(), secured)) {
            List<String> monitors = new ArrayList<>(List.of(reading(jdk, lab, server)
                    .main("Monitors")
                    .run()
                    .answers()
                    .get("monitors")
                    .split(",")));
            monitors.add("reading thread");
            boolean tls = server == secured;
            LIMITS.stream()
                    .filter(limit -> jdk.major() <= limit.newest() && (tls || !limit.tls()))
                    .forEach(limit -> monitors.remove(limit.monitor()));
            assertThat(monitors).hasSizeGreaterThan(30).contains("System.err", "System.out");
            for (String when : new String[] {"first", "later"}) {
                Result result = held(jdk, lab, server, when, monitors);
                assertThat(result.answers())
                        .as(when + " " + result)
                        .containsEntry("variable", "served")
                        .containsEntry("file", "served");
            }
        }
    }

    static Stream<Arguments> limits() {
        return Jdks.three()
                .flatMap(jdk -> LIMITS.stream()
                        .filter(limit -> jdk.major() <= limit.newest())
                        // Whether that class has the language of the system already is decided by the start.
                        .filter(limit -> !limit.monitor().equals("Locale.class") || jdk.major() == limit.newest())
                        .map(limit -> Arguments.of(jdk, limit.monitor(), limit.tls())));
    }

    /** If this fails, a limit is gone, and the document can lose it. */
    @ParameterizedTest(name = "on {0}: {1}")
    @MethodSource("limits")
    void theLimitsAreThoseOfTheDocument(Jdk jdk, String monitor, boolean tls, Lab lab) {
        RealServer server = tls ? secured : lab.server();
        Result first = held(jdk, lab, server, "first", List.of(monitor));
        assertThat(first.answers()).as(first.toString()).doesNotContainEntry("variable", "served");
        Result later = held(jdk, lab, server, "later", List.of(monitor));
        assertThat(later.answers()).as(later.toString()).containsEntry("variable", "served");
    }

    @Test
    void theDocumentNamesEachLimit() throws IOException {
        String document = Files.readString(Path.of(System.getProperty("bp.root"), "docs", "compatibility.md"));
        String table =
                document.substring(document.indexOf("<!-- monitors -->"), document.indexOf("<!-- /monitors -->"));
        for (Limit limit : LIMITS) {
            assertThat(table.lines())
                    .as(limit.monitor())
                    .anyMatch(line -> line.startsWith("| " + limit.monitor() + " | " + limit.newest() + " |"));
        }
        assertThat(table.lines().filter(line -> line.startsWith("| "))).hasSize(LIMITS.size() + 1);
    }

    private static Result held(Jdk jdk, Lab lab, RealServer server, String when, List<String> monitors) {
        List<String> arguments = new ArrayList<>(List.of(when, "NAME", "/run/secrets/name"));
        arguments.addAll(monitors);
        return reading(jdk, lab, server)
                .main("Monitors", arguments.toArray(new String[0]))
                .run();
    }

    private static Fork reading(Jdk jdk, Lab lab, RealServer server) {
        server.putKv2(lab.path() + "/one", Map.of("value", lab.canary("one")));
        Fork fork = lab.fork(jdk)
                .vault(server, lab.readerToken(server), lab.path())
                .agent("vault.deadline", "3s")
                .agent("secret.NAME", "one#value")
                .agent("log.level", "debug");
        server.caPem().ifPresent(pem -> fork.agent("vault.ca-cert", pem.toString()));
        return fork;
    }
}
