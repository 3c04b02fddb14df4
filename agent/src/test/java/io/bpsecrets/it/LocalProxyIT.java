package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.LocalProxy;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code vault.auth=none}: a proxy beside the service logs in and adds its token, and the agent has none. */
@ExtendWith(LabExtension.class)
class LocalProxyIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void theTokenIsTheProxysAndStaysSo(Jdk jdk, Lab lab) throws IOException {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "1h");
        String value = role.put();
        Path roleId = Files.writeString(lab.newFolder().resolve("role-id"), role.roleId());
        try (LocalProxy proxy = LocalProxy.before(lab, lab.server().address(), roleId, role.secretIdFile())) {
            Await.until("the proxy's own renewal, which it begins with", 30, () -> role.renewals() == 1);
            int before = role.requests().size();
            try (RunningProgram program = lab.fork(jdk)
                    .agent("vault.address", proxy.address())
                    .agent("vault.auth", "none")
                    .agent("vault.path", lab.path())
                    .agent("secret.STORED", "stored#value")
                    .agent("refresh.interval", "1s")
                    // One that is refused, if it were sent.
                    .env("VAULT_TOKEN", lab.canary("token"))
                    .main("AskAgain")
                    .start()) {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
                role.proveAlive(program);
                OneRole.assertQuiet(program.finish());
            }
            assertThat(role.requests().stream().skip(before))
                    .as("no login, look-up, renewal or revocation")
                    .extracting(AuditRequest::path)
                    .containsOnly("secret/data/" + lab.path() + "/stored");
            assertThat(lab.server().operator().tokensOf(role.name()))
                    .as("the proxy's token lives on")
                    .hasSize(1);
        }
    }
}
