package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Authority;
import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.JwtIssuer;
import io.bpsecrets.harness.KubernetesApi;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.RunningProgram;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The login of a pod; a stand-in of the cluster answers what the server asks it, everything else is real. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesLoginIT {
    private final RealServer server = RealServer.startLocal();
    private final LoginBench bench = new LoginBench(server);

    @AfterAll
    void closeServer() {
        server.close();
    }

    /** Kubernetes replaces the token of a pod in its file, and the old one ends. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void kubernetesWithATokenThatIsReplacedInItsFile(Jdk jdk, Lab lab) throws IOException {
        JwtIssuer cluster = new JwtIssuer();
        Path file = lab.newFolder().resolve("token");
        try (KubernetesApi api = new KubernetesApi(Authority.create(lab.newFolder()))) {
            bench.mount("kubernetes", "kubernetes");
            bench.operator()
                    .call(
                            "POST",
                            "auth/kubernetes/config",
                            new JsonObject()
                                    .add("kubernetes_host", api.address())
                                    .add("kubernetes_ca_cert", api.caPem())
                                    .add("disable_local_ca_jwt", true));
            bench.operator()
                    .call(
                            "POST",
                            "auth/kubernetes/role/billing",
                            new JsonObject()
                                    .add("bound_service_account_names", "billing")
                                    .add("bound_service_account_namespaces", "shop")
                                    .add("token_policies", bench.policies(lab)));
            Files.writeString(file, podToken(lab, cluster, api));
            Fork fork = bench.base(jdk, lab)
                    .agent("vault.auth", "kubernetes")
                    .agent("vault.role", "billing")
                    .agent("vault.jwt-file", file.toString());
            bench.judge(fork, lab, "auth/kubernetes/login");

            OneRole counter = new OneRole(lab, server);
            String value = counter.put();
            try (RunningProgram program = bench.base(jdk, lab)
                    .agent("vault.auth", "kubernetes")
                    .agent("vault.role", "billing")
                    .agent("vault.jwt-file", file.toString())
                    .agent("refresh.interval", "1s")
                    .main("AskAgain")
                    .start()) {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
                Files.writeString(file, podToken(lab, cluster, api));
                bench.operator().call("POST", "sys/leases/revoke-prefix/auth/kubernetes/login", null);
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
}
