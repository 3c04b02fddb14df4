package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However many threads read first, Vault is asked once. */
@ExtendWith(LabExtension.class)
class SingleFlightIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void fiftyThreadsCauseOneLoginAndOneRequestForEachPath(Jdk jdk, Lab lab) {
        String url = lab.canary("url");
        lab.server().putKv2(lab.path() + "/database", Map.of("url", url, "user", "u", "password", lab.canary("pw")));
        lab.server().putKv2(lab.path() + "/key", Map.of("value", lab.canary("key")));
        RealServer.AppRole role = lab.readerRole(lab.server());
        int mark = lab.server().mark();
        Result result = lab.fork(jdk)
                .agent("vault.address", lab.server().address())
                .agent("vault.auth", "approle")
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id", role.secretId())
                .agent("vault.path", lab.path())
                .agent("secret.DB_URL", "database#url")
                .agent("secret.DB_USER", "database#user")
                .agent("secret.DB_PASSWORD", "database#password")
                .agent("secret.KEY", "key#value")
                .main("Threads", "DB_URL")
                .run();
        List<AuditRequest> requests = lab.server().requestsSince(mark);

        assertThat(result.stdout()).as(result.toString()).isEqualTo("50 x " + Hash.of(url) + "\n");
        assertThat(requests)
                .extracting(AuditRequest::path)
                .containsExactlyInAnyOrder(
                        "auth/approle/login",
                        "secret/data/" + lab.path() + "/database",
                        "secret/data/" + lab.path() + "/key",
                        "auth/token/revoke-self");
        assertThat(requests.subList(0, 3))
                .extracting(AuditRequest::port)
                .as("one connection; giving the token back at the exit has its own")
                .containsOnly(requests.get(0).port());
    }
}
