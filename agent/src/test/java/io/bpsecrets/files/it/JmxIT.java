package io.bpsecrets.files.it;

import static io.bpsecrets.files.it.JmxSecrets.PROPERTY;
import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Authority;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JVM's own management agent, which starts before main, with its files from Vault; and a real JMX client. */
@ExtendWith(LabExtension.class)
class JmxIT {
    private static final String REFUSED = "refused by SecurityException";

    /** How the files can be named. */
    enum Way {
        BY_PROPERTY,
        RELATIVE,
        OVER_A_LINK_TO_THE_PARENT,
        BY_THE_MANAGEMENT_FILE,
        BY_A_MANAGEMENT_FILE_THAT_IS_A_SECRET,
        BY_THE_AGENTS_CLASS
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theRightPasswordConnectsAWrongOneDoesNotAndARotatedOneIsTheNext(Jdk jdk, Lab lab) throws Exception {
        JmxSecrets secrets = new JmxSecrets(lab, "rotated-" + jdk.major());
        secrets.put();
        Fork fork = secrets.fork(jdk).agent("required", "JMX_PASSWORD");
        JmxSecrets.with(fork, secrets.properties(Versions.directory(fork)));
        try (RunningProgram program = secrets.client(fork).start()) {
            assertThat(program.ask("login")).as(program.stderr()).isEqualTo("connected, only reads");
            assertThat(program.ask("wrong")).isEqualTo(REFUSED);
            assertThat(program.ask("nobody")).isEqualTo(REFUSED);
            secrets.rotate(program);
            assertThat(program.ask("login")).isEqualTo("connected, only reads");
            assertThat(program.ask("first")).as("with the password from before").isEqualTo(REFUSED);
            Result result = program.finish();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.stderr().lines())
                    .as(result.toString())
                    .allMatch(line -> line.startsWith("[bp-secrets] "));
            assertThat(result.warnings()).as(result.toString()).isEmpty();
        }
    }

    /** Java 9 and later write a hash into the file if they may write to it; the property is true by default. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void hashesThatTheJvmWouldWriteAreNoHindrance(Jdk jdk, Lab lab) {
        JmxSecrets secrets = new JmxSecrets(lab, "hashes-" + jdk.major());
        secrets.put();
        Fork fork = secrets.fork(jdk);
        Map<String, String> properties = secrets.properties(Versions.directory(fork));
        properties.put(PROPERTY + "password.toHashes", "true");
        JmxSecrets.with(fork, properties);
        try (RunningProgram program = secrets.client(fork).start()) {
            assertThat(program.ask("login")).as(program.stderr()).isEqualTo("connected, only reads");
            assertThat(program.ask("login")).isEqualTo("connected, only reads");
            Result result = program.finish();
            assertThat(result.stderr().lines())
                    .as("the start line and no other: " + result)
                    .hasSize(1);
        }
    }

    static Stream<Arguments> jdksAndWays() {
        return Jdks.all()
                .flatMap(jdk -> Stream.of(Way.values())
                        // On 8 the class is no part of the system class path.
                        .filter(way -> way != Way.BY_THE_AGENTS_CLASS || jdk.major() > 8)
                        .map(way -> Arguments.of(jdk, way)));
    }

    @ParameterizedTest(name = "on {0}: {1}")
    @MethodSource("jdksAndWays")
    void itIsFoundHoweverItIsNamed(Jdk jdk, Way way, Lab lab) throws IOException {
        JmxSecrets secrets = new JmxSecrets(lab, "named-" + jdk.major());
        secrets.put();
        Fork fork = secrets.fork(jdk);
        switch (way) {
            case BY_PROPERTY -> JmxSecrets.with(fork, secrets.properties(Versions.directory(fork)));
            case RELATIVE -> JmxSecrets.with(fork, secrets.properties("run/../run/secrets"));
            case OVER_A_LINK_TO_THE_PARENT -> {
                Files.createDirectories(fork.folder().resolve("run"));
                Files.createSymbolicLink(
                        Files.createDirectory(fork.folder().resolve("var")).resolve("run"), Path.of("../run"));
                JmxSecrets.with(
                        fork,
                        secrets.properties(
                                fork.folder().resolve("var/run/secrets").toString()));
            }
            case BY_THE_MANAGEMENT_FILE -> {
                Path file = fork.folder().resolve("management.properties");
                Files.writeString(file, text(secrets.properties(Versions.directory(fork))));
                JmxSecrets.with(fork, Map.of("com.sun.management.config.file", file.toString()));
            }
            case BY_A_MANAGEMENT_FILE_THAT_IS_A_SECRET -> {
                lab.server()
                        .putKv2(
                                lab.path() + "/management",
                                Map.of("value", text(secrets.properties(Versions.directory(fork)))));
                fork.agent("secret.MANAGEMENT", "management#value");
                JmxSecrets.with(
                        fork, Map.of("com.sun.management.config.file", Versions.directory(fork) + "/management"));
            }
            case BY_THE_AGENTS_CLASS -> {
                String arguments = text(secrets.properties(Versions.directory(fork)))
                        .strip()
                        .replace("\n", ",");
                JmxSecrets.with(
                        fork, Map.of("com.sun.management.agent.class", "jdk.internal.agent.Agent:" + arguments));
            }
            default -> throw new AssertionError(way);
        }
        try (RunningProgram program = secrets.client(fork).start()) {
            assertThat(program.ask("login")).as(program.stderr()).isEqualTo("connected, only reads");
            assertThat(program.ask("wrong")).isEqualTo(REFUSED);
            Result result = program.finish();
            assertThat(result.warnings()).as(result.toString()).isEmpty();
        }
    }

    private static String text(Map<String, String> properties) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(properties)
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    /** The other file that the JVM wants nobody else to read, and the key store that it names. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void soIsTheFileWithTheTlsSettings(Jdk jdk, Lab lab) throws Exception {
        Authority authority = Authority.create(lab.newFolder());
        JmxSecrets secrets = new JmxSecrets(lab, "tls-" + jdk.major());
        secrets.put();
        Fork fork = secrets.fork(jdk);
        String password = lab.canary("key-store");
        lab.server()
                .putKv2(
                        lab.path() + "/tls-store",
                        Map.of(
                                "settings",
                                "javax.net.ssl.keyStore=" + Versions.directory(fork) + "/jmx_store\n"
                                        + "javax.net.ssl.keyStorePassword=" + password + "\n",
                                "store",
                                Base64.getEncoder().encodeToString(keyStore(authority.forLoopback(), password))));
        fork.agent("secret.JMX_SETTINGS", "tls-store#settings")
                .agent("secret.JMX_STORE", "tls-store#store")
                .agent("encoding.JMX_STORE", "base64");
        Map<String, String> properties = secrets.properties(Versions.directory(fork));
        properties.put(PROPERTY + "ssl", "true");
        properties.put(PROPERTY + "ssl.config.file", Versions.directory(fork) + "/jmx_settings");
        Path trusted = lab.newFolder().resolve("trusted.p12");
        Files.write(trusted, trustStore(authority.certificate()));
        JmxSecrets.with(fork, properties)
                .jvm("-Djavax.net.ssl.trustStore=" + trusted, "-Djavax.net.ssl.trustStorePassword=changeit");
        try (RunningProgram program = secrets.client(fork).start()) {
            assertThat(program.ask("login")).as(program.stderr()).isEqualTo("connected, only reads");
            assertThat(program.ask("wrong")).isEqualTo(REFUSED);
            program.finish();
        }
    }

    private static byte[] keyStore(Authority.Identity identity, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "jmx", identity.key(), password.toCharArray(), identity.chain().toArray(new Certificate[0]));
        return bytes(store, password);
    }

    private static byte[] trustStore(Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", certificate);
        return bytes(store, "changeit");
    }

    private static byte[] bytes(KeyStore store, String password) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password.toCharArray());
        return out.toByteArray();
    }

    /** What a file on the disk can be, for a name that is not mapped. */
    enum OnDisk {
        PRIVATE("rw-------"),
        READABLE_BY_OTHERS("rw-r--r--");

        private final String permissions;

        OnDisk(String permissions) {
            this.permissions = permissions;
        }
    }

    @ParameterizedTest
    @EnumSource(OnDisk.class)
    void aFileOnTheDiskIsCheckedByTheJvmAsEver(OnDisk file, Lab lab) throws IOException {
        for (Jdk jdk : Jdks.all().toList()) {
            Fork fork = lab.fork(jdk);
            Path directory = Files.createDirectories(Path.of(Versions.directory(fork)));
            Path password = Files.writeString(directory.resolve("jmx_password"), "monitor ofTheDisk\n");
            Files.writeString(directory.resolve("jmx_access"), "monitor readonly\n");
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString(file.permissions));
            JmxSecrets secrets = new JmxSecrets(lab, "none");
            JmxSecrets.with(fork, secrets.properties(directory.toString()))
                    .agent("secret.OTHER", "other#value")
                    .agent("default.OTHER", "x")
                    .agent("files.directory", directory.toString());
            try (RunningProgram program = secrets.client(fork).start()) {
                if (file == OnDisk.PRIVATE) {
                    assertThat(program.ask("login")).isEqualTo("connected, only reads");
                    program.finish();
                } else {
                    Result result = program.waitForEnd();
                    assertThat(result.exit()).as(result.toString()).isEqualTo(1);
                    assertThat(result.stderr()).contains("must be restricted: " + password);
                }
            }
        }
    }

    /** Vault is asked in the JVM's own start, and the chain goes on as it does later. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void withoutVaultTheNextSourceOfTheChainHasThePassword(Jdk jdk, Lab lab) {
        JmxSecrets secrets = new JmxSecrets(lab, "none");
        Fork fork = unreachable(lab.fork(jdk))
                .env("JMX_PASSWORD", "monitor " + lab.canary("from-the-environment") + "\n")
                .agent("default.JMX_ACCESS", "monitor readwrite\\n");
        JmxSecrets.with(fork, secrets.properties(Versions.directory(fork)));
        try (RunningProgram program = secrets.client(fork).start()) {
            assertThat(program.ask("login")).as(program.stderr()).isEqualTo("connected, writes");
            assertThat(program.ask("wrong")).isEqualTo(REFUSED);
            assertThat(program.finish().warnings()).singleElement().asString().contains("connection refused");
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void withoutAnySourceTheJvmSaysThatThereIsNoFileAndEnds(Jdk jdk, Lab lab) {
        JmxSecrets secrets = new JmxSecrets(lab, "none");
        Fork fork = unreachable(lab.fork(jdk));
        JmxSecrets.with(fork, secrets.properties(Versions.directory(fork)));
        Result result = secrets.client(fork).run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(1);
        assertThat(result.stderr()).contains("Password file not found: " + Versions.directory(fork));
    }

    private static Fork unreachable(Fork fork) {
        return fork.agent("vault.address", RefusedPort.address())
                .agent("vault.token", "none")
                .agent("secret.JMX_PASSWORD", "jmx#password")
                .agent("secret.JMX_ACCESS", "jmx#access")
                .agent("files.directory", Versions.directory(fork));
    }
}
