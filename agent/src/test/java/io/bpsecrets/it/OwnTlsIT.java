package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Authority;
import io.bpsecrets.harness.Commands;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.TlsHop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A library that changes the JVM's security after the start changes nothing for our connections. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnTlsIT {
    /** What app.tls.Change does. */
    private static final List<String> CHANGES = List.of(
            "nothing",
            "algorithm of trust managers",
            "factory of trust managers",
            "path validator",
            "TLS context",
            "signature",
            "certificate factory",
            "key store",
            "public key in the JDK's cache",
            "service of the JDK's provider",
            "trust store",
            "algorithms that are disabled",
            "security.provider.1");

    private static final List<String> PROVIDERS = List.of("SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE");

    @TempDir
    static Path made;

    private Authority good;
    private Authority attacker;
    private Authority.Identity goodServer;
    private Authority.Identity attackersServer;

    @BeforeAll
    void makeAuthorities() throws IOException {
        good = Authority.create(made);
        attacker = Authority.create(made);
        goodServer = good.forLoopback();
        attackersServer = attacker.forLoopback();
        Files.writeString(made.resolve("good-ca.pem"), good.pem());
        Files.writeString(made.resolve("good-server.pem"), goodServer.certPem());
        Files.writeString(made.resolve("attacker-ca.pem"), attacker.pem());
        Files.writeString(made.resolve("attacker-server.pem"), attackersServer.certPem());
        store("good");
        store("attacker");
        Path home = Files.createDirectories(made.resolve("home/lib/security"));
        Files.copy(made.resolve("attacker.jks"), home.resolve("cacerts"));
    }

    static Stream<Arguments> changes() {
        return Jdks.all().flatMap(jdk -> CHANGES.stream().map(change -> Arguments.of(change, jdk)));
    }

    /** Two wrong servers stand in front of the good one: one of an unknown CA, one that shows the good one's certificate without its key. */
    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("changes")
    void whateverALibraryChangesTheTokenGoesToTheGoodServerOnly(String change, Jdk jdk, Lab lab) {
        for (boolean withCa : new boolean[] {true, false}) {
            Authority.Identity thief = new Authority.Identity(attackersServer.key(), goodServer.chain());
            try (TlsHop unknown = TlsHop.start(port(lab), attackersServer);
                    TlsHop stolen = TlsHop.start(port(lab), thief);
                    TlsHop right = TlsHop.start(port(lab), goodServer)) {
                String value = stored(lab);
                Result result =
                        fork(jdk, lab, withCa, change, unknown, stolen, right).run();
                assertThat(unknown.handshakes()).as(result.toString()).isEmpty();
                assertThat(stolen.handshakes()).as(result.toString()).isEmpty();
                assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
                assertThat(result.warnings()).as(result.toString()).isEmpty();
                assertThat(result.answers())
                        .as("what the thread has afterwards")
                        .containsEntry("PROVIDERS", "same");
            }
        }
    }

    static Stream<Arguments> providers() {
        return Jdks.all().flatMap(jdk -> PROVIDERS.stream().map(provider -> Arguments.of(provider, jdk)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("providers")
    void aProviderOfTheJdkThatWasRemovedIsAnOutageThatSaysSo(String provider, Jdk jdk, Lab lab) {
        try (TlsHop right = TlsHop.start(port(lab), goodServer)) {
            stored(lab);
            String env = lab.canary("env");
            Result result =
                    fork(jdk, lab, true, provider, right).env("STORED", env).run();
            assertThat(right.handshakes()).as(result.toString()).isEmpty();
            assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(env));
            assertThat(result.warnings())
                    .as(result.toString())
                    .singleElement()
                    .asString()
                    .contains("the security provider " + provider + " was removed", "java.security");
        }
    }

    /** The user's own rules at the start: no EC key in a certificate. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whatTheStartForbidsStaysForbidden(Jdk jdk, Lab lab) throws IOException {
        Path rules = Files.writeString(
                lab.newFolder().resolve("rules"), "jdk.certpath.disabledAlgorithms=MD2, MD5, EC keySize < 300\n");
        try (TlsHop right = TlsHop.start(port(lab), goodServer)) {
            stored(lab);
            Result result = fork(jdk, lab, true, "algorithms that are disabled", right)
                    .jvm("-Djava.security.properties=" + rules)
                    .run();
            assertThat(right.handshakes()).as(result.toString()).isEmpty();
            assertThat(result.warnings()).as(result.toString()).hasSize(1);
        }
    }

    /** Nobody of the application is asked for an algorithm: not by the handshake, and not by what is read and written later. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void noProviderOfTheApplicationIsAsked(Jdk jdk, Lab lab) {
        try (TlsHop right = TlsHop.start(port(lab), goodServer)) {
            stored(lab);
            Result result = fork(jdk, lab, true, "security.provider.1", right).run();
            // PrintEnv itself makes a hash.
            assertThat(result.stderr().lines().filter(line -> line.startsWith("looked for")))
                    .as(result.toString())
                    .containsOnly("looked for MessageDigest.SHA-256")
                    .hasSize(1);
        }
    }

    /** The provider's constructor waits for a class initialiser, which reads a secret over TLS. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aReadInAClassInitialiserDoesNotWaitForAProviderOfTheApplication(Jdk jdk, Lab lab) throws IOException {
        StringBuilder list = new StringBuilder("security.provider.1=app.tls.Hang$Needy\n");
        List<String> names = jdk.major() == 8
                ? List.of(
                        "sun.security.provider.Sun",
                        "sun.security.rsa.SunRsaSign",
                        "sun.security.ec.SunEC",
                        "com.sun.net.ssl.internal.ssl.Provider",
                        "com.sun.crypto.provider.SunJCE")
                : PROVIDERS;
        for (String name : names) {
            list.append("security.provider.")
                    .append(names.indexOf(name) + 2)
                    .append('=')
                    .append(name)
                    .append('\n');
        }
        Path rules = Files.writeString(lab.newFolder().resolve("list"), list);
        try (TlsHop right = TlsHop.start(port(lab), goodServer)) {
            String value = stored(lab);
            Result result = vault(jdk, lab, right)
                    .agent("vault.ca-cert", made.resolve("good-ca.pem").toString())
                    .jvm("-Djava.security.properties=" + rules)
                    .main("tls.Hang", "STORED")
                    .run();
            assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
            assertThat(result.warnings()).as(result.toString()).isEmpty();
        }
    }

    /** As for FIPS: java.security names other providers for all but the JDK's own files. They do our TLS, and refuse whom the JDK would. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aJvmThatWasStartedWithOtherProvidersUsesThose(Jdk jdk, Lab lab) throws IOException {
        Path list = Files.writeString(
                lab.newFolder().resolve("list"),
                "security.provider.1=org.bouncycastle.jce.provider.BouncyCastleProvider\n"
                        + "security.provider.2=org.bouncycastle.jsse.provider.BouncyCastleJsseProvider\n"
                        + "security.provider.3=sun.security.provider.Sun\nkeystore.type=PKCS12\nsecurerandom.source=file:/dev/random\n");
        StringBuilder classPath = new StringBuilder(System.getProperty("bp.programs"));
        for (String name : List.of("bcprov", "bcutil", "bctls")) {
            classPath.append(':').append(Path.of(System.getProperty("bp.libs"), name + "-jdk18on.jar"));
        }
        try (TlsHop unknown = TlsHop.start(port(lab), attackersServer);
                TlsHop right = TlsHop.start(port(lab), goodServer)) {
            String value = stored(lab);
            Result result = vault(jdk, lab, unknown, right)
                    .agent("vault.ca-cert", made.resolve("good-ca.pem").toString())
                    // It looks for entropy, and logs what it does.
                    .agent("vault.deadline", "50s")
                    .jvm("-Djava.security.properties==" + list, "-cp", classPath.toString())
                    .words("app.PrintEnv", "STORED")
                    .run();
            assertThat(unknown.handshakes()).as(result.toString()).isEmpty();
            assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
            assertThat(result.stderr()).contains("org.bouncycastle.jsse");
        }
    }

    private Fork fork(Jdk jdk, Lab lab, boolean withCa, String change, TlsHop... hops) {
        Fork fork = vault(jdk, lab, hops);
        if (withCa) {
            fork.agent("vault.ca-cert", made.resolve("good-ca.pem").toString());
        } else {
            fork.jvm("-Djavax.net.ssl.trustStore=" + made.resolve("good.jks"));
        }
        return fork.main(
                "tls.Change",
                "STORED",
                change,
                made.resolve("attacker-ca.pem").toString(),
                made.resolve("attacker-server.pem").toString(),
                made.resolve("good-server.pem").toString(),
                made.resolve("attacker.jks").toString(),
                made.resolve("home").toString());
    }

    private static Fork vault(Jdk jdk, Lab lab, TlsHop... hops) {
        List<String> addresses = new ArrayList<>();
        for (TlsHop hop : hops) {
            addresses.add("https://127.0.0.1:" + hop.port());
        }
        return lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .env("VAULT_ADDR", String.join(",", addresses))
                .agent("secret.STORED", "stored#value");
    }

    private static String stored(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    private static int port(Lab lab) {
        return URI.create(lab.server().address()).getPort();
    }

    private static void store(String name) {
        Commands.output(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-importcert",
                "-noprompt",
                "-alias",
                "ca",
                "-file",
                made.resolve(name + "-ca.pem").toString(),
                "-keystore",
                made.resolve(name + ".jks").toString(),
                "-storepass",
                "changeit",
                "-storetype",
                "JKS"));
    }
}
