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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The application decides what the JDK looks at only once, even if it reads a secret first and Vault speaks TLS. The program prints
 * the same without the agent and with it.
 */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EarlyStartIT {
    /** What the JDK looks at only once, and the answer of a program that has decided it. */
    private enum Setting {
        LOG_MANAGER("log manager", 8, "app\\.early\\.OwnLogManager", "that main names"),
        TRUST_STORE("trust store", 8, "200", "status of an https request to whom the store of main trusts"),
        SECURITY_PROVIDER("security provider", 8, "1 Own .*", "that main inserts"),
        PROXY("system proxies", 8, ".*proxy\\.example.*", "that main sets"),
        AUTHENTICATOR("authenticator", 8, "of service\\.example", "that main sets"),
        STREAM_HANDLER("stream handler", 8, "OwnConnection", "whose factory main sets"),
        RESOLVER("resolver", 18, "true", "of the class path");

        private final String word;
        private final int sinceJava;
        private final Pattern expected;
        private final String says;

        Setting(String word, int sinceJava, String expected, String says) {
            this.word = word;
            this.sinceJava = sinceJava;
            this.expected = Pattern.compile(expected, Pattern.DOTALL);
            this.says = says;
        }

        static String[] words() {
            return Arrays.stream(values()).map(setting -> setting.word).toArray(String[]::new);
        }

        @Override
        public String toString() {
            return "the " + word + " " + says;
        }
    }

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

    static Stream<Arguments> settings() {
        return Jdks.all()
                .flatMap(jdk -> Arrays.stream(Setting.values())
                        .filter(setting -> jdk.major() >= setting.sinceJava)
                        .map(setting -> Arguments.of(setting, jdk)));
    }

    /** What the program says of a setting must be what it decided, and the same in both runs. */
    @ParameterizedTest(name = "{0}, on {1}")
    @MethodSource("settings")
    void theProgramDecidesEvenIfItReadsASecretFirst(Setting setting, Jdk jdk, Lab lab) throws IOException {
        List<Result> both = runs(jdk, lab);
        for (Result run : both) {
            assertThat(run.exit()).as(run.toString()).isZero();
            assertThat(run.stderr()).doesNotContain("\tat ");
        }
        assertThat(both.get(0).stderr()).contains("secret absent");
        assertThat(both.get(1).stderr()).contains("secret read");
        String with = both.get(1).answers().get(setting.word);
        assertThat(with).isEqualTo(both.get(0).answers().get(setting.word));
        assertThat(with).as(setting.says).matches(setting.expected);
    }

    static Stream<Jdk> since18() {
        return Jdks.since(18);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("since18")
    void theAddressResolverOfTheClassPathIsMadeOnce(Jdk jdk, Lab lab) throws IOException {
        assertThat(runs(jdk, lab))
                .hasSize(2)
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
                            run(setUp.apply(lab.fork(jdk)), store, Setting.words()),
                            run(connected(setUp.apply(lab.fork(jdk)), lab), store, Setting.words())));
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
        return fork.main("early.DecideOnce", arguments).run();
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
