package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Authority;
import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.JwtIssuer;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.RunningProgram;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The methods that log in besides AppRole: one login in the audit file, one read, the token given back. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginsIT {
    /** Kept here: the folder of a lab is deleted before the server ends. */
    @TempDir
    static Path made;

    private final int tlsPort = RefusedPort.number();
    private Authority authority;
    private RealServer server;
    private LoginBench bench;

    @BeforeAll
    void startServer() throws IOException {
        authority = Authority.create(made);
        Authority.Identity identity = authority.forLoopback();
        Path cert = Files.writeString(made.resolve("server.pem"), identity.certPem());
        Path key = Files.writeString(made.resolve("server.key"), identity.keyPem());
        Files.writeString(made.resolve("ca.pem"), authority.pem());
        // By default a listener asks for a client certificate and does without one.
        server = RealServer.startWith("""
                listener "tcp" {
                  address = "127.0.0.1:%d"
                  tls_cert_file = "%s"
                  tls_key_file = "%s"
                }
                """.formatted(tlsPort, cert, key));
        bench = new LoginBench(server);
    }

    @AfterAll
    void closeServer() {
        server.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void userpass(Jdk jdk, Lab lab) throws IOException {
        String password = lab.canary("password");
        bench.mount("userpass", "userpass");
        bench.operator()
                .call(
                        "POST",
                        "auth/userpass/users/billing",
                        new JsonObject().add("password", password).add("token_policies", bench.policies(lab)));
        bench.judge(
                bench.base(jdk, lab)
                        .agent("vault.auth", "userpass")
                        .agent("vault.username", "billing")
                        .agent("vault.password", password),
                lab,
                "auth/userpass/login/billing");
        Path file = Files.writeString(lab.newFolder().resolve("password"), password + "\n");
        bench.judge(
                bench.base(jdk, lab)
                        .env("VAULT_AUTH_METHOD", "userpass")
                        .env("VAULT_USERNAME", "billing")
                        .agent("vault.password-file", file.toString()),
                lab,
                "auth/userpass/login/billing");
        bench.judge(
                bench.base(jdk, lab)
                        .agent("vault.auth", "userpass")
                        .env("VAULT_USERNAME", "billing")
                        .env("VAULT_PASSWORD", password),
                lab,
                "auth/userpass/login/billing");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void jwtAtAMountOfItsOwnName(Jdk jdk, Lab lab) throws IOException {
        JwtIssuer issuer = new JwtIssuer();
        bench.mount("ci/pipelines", "jwt");
        bench.operator()
                .call(
                        "POST",
                        "auth/ci/pipelines/config",
                        new JsonObject().add("jwt_validation_pubkeys", Json.array(issuer.publicKeyPem())));
        bench.operator()
                .call(
                        "POST",
                        "auth/ci/pipelines/role/billing",
                        new JsonObject()
                                .add("role_type", "jwt")
                                .add("user_claim", "sub")
                                .add("bound_subject", "billing")
                                .add("token_policies", bench.policies(lab)));
        String jwt = lab.canaries().watch("JWT", issuer.issue(new JsonObject().add("sub", "billing")));
        Path file = Files.writeString(lab.newFolder().resolve("jwt"), jwt + "\n");
        bench.judge(
                bench.base(jdk, lab)
                        .agent("vault.auth", "jwt")
                        .agent("vault.auth-mount", "ci/pipelines")
                        .agent("vault.role", "billing")
                        .agent("vault.jwt-file", file.toString()),
                lab,
                "auth/ci/pipelines/login");
        bench.judge(
                bench.base(jdk, lab)
                        .agent("vault.auth", "jwt")
                        .agent("vault.auth-mount", "/ci/pipelines/")
                        .env("VAULT_ROLE", "billing")
                        .env("VAULT_JWT", jwt),
                lab,
                "auth/ci/pipelines/login");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void cert(Jdk jdk, Lab lab) throws IOException {
        Authority.Identity client = authority.issue("EC");
        bench.mount("cert", "cert");
        JsonObject role =
                new JsonObject().add("certificate", client.certPem()).add("token_policies", bench.policies(lab));
        bench.operator().call("POST", "auth/cert/certs/billing", role);
        Path both = Files.writeString(lab.newFolder().resolve("client.pem"), client.keyPem() + client.certPem());
        for (String name : new String[] {"", "billing"}) {
            Fork fork = lab.fork(jdk)
                    .agent("vault.address", "https://127.0.0.1:" + tlsPort)
                    .agent("vault.ca-cert", made.resolve("ca.pem").toString())
                    .agent("vault.client-cert", both.toString())
                    .agent("vault.auth", "cert")
                    .agent("vault.path", lab.path())
                    .agent("secret.STORED", "stored#value");
            bench.judge(name.isEmpty() ? fork : fork.agent("vault.role", name), lab, "auth/cert/login");
        }
    }

    /** The pause is that of a credential, and a new certificate is another one. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aRejectedCertificateIsShownOnceAndTheOneThatReplacesItAtOnce(Jdk jdk, Lab lab) throws Exception {
        Authority.Identity good = authority.issue("EC");
        Authority.Identity bad = Authority.create(lab.newFolder()).issue("EC");
        bench.mount("cert", "cert");
        bench.operator()
                .call(
                        "POST",
                        "auth/cert/certs/billing",
                        new JsonObject().add("certificate", good.certPem()).add("token_policies", bench.policies(lab)));
        OneRole counter = new OneRole(lab, server);
        String value = counter.put();
        String env = lab.canary("env");
        Path file = Files.writeString(lab.newFolder().resolve("client.pem"), bad.keyPem() + bad.certPem());
        try (RunningProgram program = lab.fork(jdk)
                .agent("vault.address", "https://127.0.0.1:" + tlsPort)
                .agent("vault.ca-cert", made.resolve("ca.pem").toString())
                .agent("vault.client-cert", file.toString())
                .agent("vault.auth", "cert")
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("refresh.interval", "1s")
                .env("STORED", env)
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(env));
            // Three refreshes.
            Thread.sleep(3_500);
            assertThat(counter.count("auth/cert/login")).isEqualTo(1);
            Path fresh = Files.writeString(file.resolveSibling("fresh"), good.keyPem() + good.certPem());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Await.answer(program, "STORED", Hash.of(value));
            program.finish();
        }
        assertThat(counter.all("auth/cert/login"))
                .extracting(AuditRequest::refused)
                .containsExactly(true, false);
    }
}
