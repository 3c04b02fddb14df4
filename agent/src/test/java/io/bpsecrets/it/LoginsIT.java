package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Authority;
import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.JwtIssuer;
import io.bpsecrets.harness.KubernetesApi;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Operator;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
    }

    @AfterAll
    void closeServer() {
        server.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void userpass(Jdk jdk, Lab lab) throws IOException {
        String password = lab.canary("password");
        mount("userpass", "userpass");
        operator()
                .call(
                        "POST",
                        "auth/userpass/users/billing",
                        new JsonObject().add("password", password).add("token_policies", policies(lab)));
        judge(
                base(jdk, lab)
                        .agent("vault.auth", "userpass")
                        .agent("vault.username", "billing")
                        .agent("vault.password", password),
                lab,
                "auth/userpass/login/billing");
        Path file = Files.writeString(lab.newFolder().resolve("password"), password + "\n");
        judge(
                base(jdk, lab)
                        .env("VAULT_AUTH_METHOD", "userpass")
                        .env("VAULT_USERNAME", "billing")
                        .agent("vault.password-file", file.toString()),
                lab,
                "auth/userpass/login/billing");
        judge(
                base(jdk, lab)
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
        mount("ci/pipelines", "jwt");
        operator()
                .call(
                        "POST",
                        "auth/ci/pipelines/config",
                        new JsonObject().add("jwt_validation_pubkeys", Json.array(issuer.publicKeyPem())));
        operator()
                .call(
                        "POST",
                        "auth/ci/pipelines/role/billing",
                        new JsonObject()
                                .add("role_type", "jwt")
                                .add("user_claim", "sub")
                                .add("bound_subject", "billing")
                                .add("token_policies", policies(lab)));
        String jwt = lab.canaries().watch("JWT", issuer.issue(new JsonObject().add("sub", "billing")));
        Path file = Files.writeString(lab.newFolder().resolve("jwt"), jwt + "\n");
        judge(
                base(jdk, lab)
                        .agent("vault.auth", "jwt")
                        .agent("vault.auth-mount", "ci/pipelines")
                        .agent("vault.role", "billing")
                        .agent("vault.jwt-file", file.toString()),
                lab,
                "auth/ci/pipelines/login");
        judge(
                base(jdk, lab)
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
        mount("cert", "cert");
        JsonObject role = new JsonObject().add("certificate", client.certPem()).add("token_policies", policies(lab));
        operator().call("POST", "auth/cert/certs/billing", role);
        Path both = Files.writeString(lab.newFolder().resolve("client.pem"), client.keyPem() + client.certPem());
        for (String name : new String[] {"", "billing"}) {
            Fork fork = lab.fork(jdk)
                    .agent("vault.address", "https://127.0.0.1:" + tlsPort)
                    .agent("vault.ca-cert", made.resolve("ca.pem").toString())
                    .agent("vault.client-cert", both.toString())
                    .agent("vault.auth", "cert")
                    .agent("vault.path", lab.path())
                    .agent("secret.STORED", "stored#value");
            judge(name.isEmpty() ? fork : fork.agent("vault.role", name), lab, "auth/cert/login");
        }
    }

    /** Kubernetes replaces the token of a pod in its file, and the old one ends. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void kubernetesWithATokenThatIsReplacedInItsFile(Jdk jdk, Lab lab) throws IOException {
        JwtIssuer cluster = new JwtIssuer();
        Path file = lab.newFolder().resolve("token");
        try (KubernetesApi api = new KubernetesApi(authority)) {
            mount("kubernetes", "kubernetes");
            operator()
                    .call(
                            "POST",
                            "auth/kubernetes/config",
                            new JsonObject()
                                    .add("kubernetes_host", api.address())
                                    .add("kubernetes_ca_cert", api.caPem())
                                    .add("disable_local_ca_jwt", true));
            operator()
                    .call(
                            "POST",
                            "auth/kubernetes/role/billing",
                            new JsonObject()
                                    .add("bound_service_account_names", "billing")
                                    .add("bound_service_account_namespaces", "shop")
                                    .add("token_policies", policies(lab)));
            Files.writeString(file, podToken(lab, cluster, api));
            Fork fork = base(jdk, lab)
                    .agent("vault.auth", "kubernetes")
                    .agent("vault.role", "billing")
                    .agent("vault.jwt-file", file.toString());
            judge(fork, lab, "auth/kubernetes/login");

            OneRole counter = new OneRole(lab, server);
            String value = counter.put();
            try (RunningProgram program = base(jdk, lab)
                    .agent("vault.auth", "kubernetes")
                    .agent("vault.role", "billing")
                    .agent("vault.jwt-file", file.toString())
                    .agent("refresh.interval", "1s")
                    .main("AskAgain")
                    .start()) {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
                Files.writeString(file, podToken(lab, cluster, api));
                operator().call("POST", "sys/leases/revoke-prefix/auth/kubernetes/login", null);
                Await.until("a second login", 60, () -> counter.count("auth/kubernetes/login") == 2);
                counter.proveAlive(program);
                OneRole.assertQuiet(program.finish());
            }
        }
    }

    private String podToken(Lab lab, JwtIssuer cluster, KubernetesApi api) {
        JsonObject claims = new JsonObject()
                .add("iss", "https://kubernetes.default.svc.cluster.local")
                .add("sub", "system:serviceaccount:shop:billing")
                .add(
                        "kubernetes.io",
                        new JsonObject()
                                .add("namespace", "shop")
                                .add(
                                        "serviceaccount",
                                        new JsonObject().add("name", "billing").add("uid", "uid-of-billing")));
        String token = lab.canaries().watch("pod token", cluster.issue(claims));
        api.accept(token);
        return token;
    }

    private void judge(Fork fork, Lab lab, String login) {
        String value = lab.canary("stored");
        server.putKv2(lab.path() + "/stored", Map.of("value", value));
        int mark = server.mark();
        Result result = fork.main("PrintEnv", "STORED").run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        OneRole.assertQuiet(result);
        assertThat(server.requestsSince(mark))
                .extracting(AuditRequest::path)
                .containsExactly(login, "secret/data/" + lab.path() + "/stored", "auth/token/revoke-self");
    }

    private Fork base(Jdk jdk, Lab lab) {
        return lab.fork(jdk)
                .agent("vault.address", server.address())
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value");
    }

    private void mount(String at, String type) {
        operator().status("DELETE", "sys/auth/" + at, null);
        operator().call("POST", "sys/auth/" + at, new JsonObject().add("type", type));
    }

    private JsonArray policies(Lab lab) {
        return Json.array(lab.readerPolicy(server));
    }

    private Operator operator() {
        return server.operator();
    }
}
