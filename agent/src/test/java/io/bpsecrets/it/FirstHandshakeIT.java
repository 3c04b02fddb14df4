package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Authority;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.TlsHop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the first handshake leaves out to be quick is done where a server needs it. */
@ExtendWith(LabExtension.class)
class FirstHandshakeIT {
    /** In TLS 1.2 a certificate of another curve than was offered cannot be shown (RFC 8422 section 5.1). */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aServerThatDoesNotTakeTheOneGroupIsAskedAgainWithAll(Jdk jdk, Lab lab) throws IOException {
        Authority authority = Authority.create(lab.newFolder());
        try (TlsHop hop = TlsHop.start(port(lab), authority.forName("vault.internal"), "TLSv1.2")) {
            assertServed(jdk, lab, authority, hop, "vault.internal");
            assertThat(hop.handshakes())
                    .extracting(TlsHop.SeenHandshake::protocol)
                    .containsOnly("TLSv1.2");
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aWildcardIsLeftToTheJdk(Jdk jdk, Lab lab) throws IOException {
        Authority authority = Authority.create(lab.newFolder());
        try (TlsHop hop = TlsHop.start(port(lab), authority.forName("*.example.test"))) {
            assertServed(jdk, lab, authority, hop, "vault.example.test");
        }
    }

    private static void assertServed(Jdk jdk, Lab lab, Authority authority, TlsHop hop, String name)
            throws IOException {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        Path ca = Files.writeString(lab.newFolder().resolve("ca.pem"), authority.pem());
        Result result = lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .env("VAULT_ADDR", "https://127.0.0.1:" + hop.port())
                .agent("vault.ca-cert", ca.toString())
                .agent("vault.server-name", name)
                .agent("secret.STORED", "stored#value")
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        assertThat(result.warnings()).as(result.toString()).isEmpty();
    }

    private static int port(Lab lab) {
        return URI.create(lab.server().address()).getPort();
    }
}
