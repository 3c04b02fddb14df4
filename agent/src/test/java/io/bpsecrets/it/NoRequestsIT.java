package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RunningProgram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that are not mapped never reach Vault; the server's own audit file is the witness. */
@ExtendWith(LabExtension.class)
class NoRequestsIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void onlyAMappedNameReachesTheServer(Jdk jdk, Lab lab) {
        String secret = lab.canary("mapped");
        lab.server().putKv2(lab.path() + "/mapped", Map.of("value", secret));
        String token = lab.readerToken(lab.server());
        int mark = lab.server().mark();
        try (RunningProgram program = lab.fork(jdk)
                .vault(lab.server(), token, lab.path())
                .agent("secret.MAPPED", "mapped#value")
                .env("UNMAPPED_7", "seven")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("PATH")).isNotEqualTo("null");
            for (int i = 0; i < 100; i++) {
                assertThat(program.ask("UNMAPPED_" + i)).isEqualTo(i == 7 ? Hash.of("seven") : "null");
            }
            assertThat(lab.server().requestsSince(mark)).isEmpty();

            assertThat(program.ask("MAPPED")).isEqualTo(Hash.of(secret));
            List<AuditRequest> requests = lab.server().requestsSince(mark);
            assertThat(requests)
                    .extracting(AuditRequest::path)
                    .containsExactly("secret/data/" + lab.path() + "/mapped");

            program.ask("MAPPED");
            program.ask("map MAPPED");
            // What is left of a given token's life is looked up once, in the background.
            List<AuditRequest> later = lab.server().requestsSince(mark).stream()
                    .filter(request -> !request.path().equals("auth/token/lookup-self"))
                    .toList();
            assertThat(later).as("later reads").isEqualTo(requests);
            assertThat(program.finish().exit()).isZero();
        }
    }
}
