package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Commands;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the JDK looks at only once, the application decides, even though it reads a secret first and Vault speaks TLS: the
 * program prints the same without the agent and with it.
 */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EarlyStartIT {
    private static final String[] SETTINGS = {
        "log manager",
        "trust store",
        "security provider",
        "system proxies",
        "authenticator",
        "stream handler",
        "resolver"
    };

    static final List<String> DECIDES_ONCE = List.of(
            "java.util.logging.LogManager",
            "sun.net.spi.DefaultProxySelector",
            "java.net.HttpURLConnection",
            "sun.security.ssl.SSLContextImpl$DefaultManagersHolder",
            "sun.security.ssl.SSLContextImpl$DefaultSSLContextHolder",
            "java.net.spi.InetAddressResolverProvider",
            "java.lang.management.ManagementFactory",
            "jdk.jfr.Recording");

    private static final String FILE_SYSTEM = "-Djava.nio.file.spi.DefaultFileSystemProvider=app.early.OwnFileSystems";

    private final RealServer server = RealServer.startTls();
    private final Map<Jdk, List<Result>> runs = new HashMap<>();

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theLogManagerIsTheOneThatMainNames(Jdk jdk, Lab lab) throws IOException {
        assertThat(same("log manager", jdk, lab)).isEqualTo("app.early.OwnLogManager");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theDefaultTrustStoreIsTheOneThatMainSets(Jdk jdk, Lab lab) throws IOException {
        assertThat(same("trust store", jdk, lab))
                .as("status of an https request")
                .isEqualTo("200");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aSecurityProviderThatMainInsertsIsFound(Jdk jdk, Lab lab) throws IOException {
        assertThat(same("security provider", jdk, lab)).startsWith("1 Own ");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theProxyIsTheOneThatMainSets(Jdk jdk, Lab lab) throws IOException {
        assertThat(same("system proxies", jdk, lab)).contains("proxy.example");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theDefaultAuthenticatorIsAsked(Jdk jdk, Lab lab) throws IOException {
        assertThat(same("authenticator", jdk, lab)).isEqualTo("of service.example");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theStreamHandlerFactoryCanBeSetAndIsAsked(Jdk jdk, Lab lab) throws IOException {
        assertThat(same("stream handler", jdk, lab)).isEqualTo("OwnConnection");
    }

    static Stream<Jdk> since18() {
        return Jdks.since(18);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("since18")
    void theAddressResolverIsTheOneOfTheClassPath(Jdk jdk, Lab lab) throws IOException {
        assertThat(same("resolver", jdk, lab)).isEqualTo("true");
        assertThat(runs(jdk, lab))
                .allSatisfy(run -> assertThat(run.stdout().lines().filter("resolver made"::equals))
                        .hasSize(1));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theDefaultFileSystemIsTheOneThatIsNamed(Jdk jdk, Lab lab) throws IOException {
        Result without = run(lab.fork(jdk).jvm(FILE_SYSTEM), "none", "file system");
        Result with = run(connected(lab.fork(jdk).jvm(FILE_SYSTEM), lab), "none", "file system");
        assertThat(without.stdout()).as(without.toString()).contains("file system=OwnFileSystems");
        assertThat(with.stdout()).as(with.toString()).isEqualTo(without.stdout());
        assertThat(with.stderr()).contains("secret read").doesNotContain("\tat ");
    }

    /** The reason why all of this holds. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void noClassThatDecidesOnceIsLoadedForARead(Jdk jdk, Lab lab) {
        Result result = connected(lab.fork(jdk).jvm("-verbose:class"), lab)
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.exit()).as(result.stderr()).isZero();
        String loaded = result.stdout();
        assertThat(loaded.contains("java.lang.BpSecretsHook") && loaded.contains("javax.net.ssl.SSLSocket"))
                .as("the log of loaded classes shows the hook and TLS")
                .isTrue();
        assertThat(DECIDES_ONCE).noneMatch(taboo -> ReadBeforeMainIT.loads(loaded, taboo));
    }

    /** What the program says of a setting, which must be the same in both runs. */
    private String same(String setting, Jdk jdk, Lab lab) throws IOException {
        List<Result> both = runs(jdk, lab);
        for (Result run : both) {
            assertThat(run.exit()).as(run.toString()).isZero();
            assertThat(run.stderr()).doesNotContain("\tat ");
        }
        assertThat(both.get(0).stderr()).contains("secret absent");
        assertThat(both.get(1).stderr()).contains("secret read");
        assertThat(both.get(1).answers().get(setting))
                .isEqualTo(both.get(0).answers().get(setting));
        return both.get(1).answers().get(setting);
    }

    private List<Result> runs(Jdk jdk, Lab lab) throws IOException {
        if (!runs.containsKey(jdk)) {
            Path folder = lab.newFolder();
            Path services = OwnResolver.service(lab.newFolder());
            Path programs = Path.of(System.getProperty("bp.programs"));
            UnaryOperator<Fork> setUp = fork -> jdk.major() < 18
                    ? fork
                    : fork.classPath(Path.of(programs + System.getProperty("path.separator") + services));
            String store = trustStore(folder) + "|" + server.address() + "/v1/sys/health";
            runs.put(
                    jdk,
                    List.of(
                            run(setUp.apply(lab.fork(jdk)), store, SETTINGS),
                            run(connected(setUp.apply(lab.fork(jdk)), lab), store, SETTINGS)));
        }
        return runs.get(jdk);
    }

    private Fork connected(Fork fork, Lab lab) {
        server.putKv2(lab.path() + "/stored", Map.of("value", lab.canary("stored")));
        return fork.vault(server, lab.readerToken(server), lab.path())
                .agent("vault.ca-cert", server.caPem().orElseThrow().toString())
                .agent("secret.STORED", "stored#value");
    }

    private static Result run(Fork fork, String store, String... settings) {
        String[] arguments = new String[settings.length + 2];
        arguments[0] = "STORED";
        arguments[1] = store;
        System.arraycopy(settings, 0, arguments, 2, settings.length);
        return fork.main("early.Settings", arguments).run();
    }

    /** A store that trusts the test server, which the JDK's own does not. */
    private Path trustStore(Path folder) {
        Path store = folder.resolve("trust.jks");
        Commands.output(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-importcert",
                "-noprompt",
                "-alias",
                "test",
                "-file",
                server.caPem().orElseThrow().toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-storetype",
                "JKS"));
        return store;
    }
}
