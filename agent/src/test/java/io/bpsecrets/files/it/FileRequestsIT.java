package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which reads of files reach Vault; the server's own audit file is the witness. */
@ExtendWith(LabExtension.class)
class FileRequestsIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aNameThatIsNotMappedReachesNobody(Jdk jdk, Lab lab) throws IOException {
        Path directory = lab.newFolder();
        Files.writeString(directory.resolve("plain"), FallbackIT.VERSION_77);
        Fork plain = mapped(jdk, lab, directory);
        Fork absent = mapped(jdk, lab, directory);
        int mark = lab.server().mark();
        try (RunningProgram program =
                plain.main("files.Rotation", directory + "/plain").start()) {
            assertThat(program.ask("warm")).isEqualTo("all read 77");
            assertThat(program.ask("modified")).doesNotStartWith("!");
            program.finish();
        }
        try (RunningProgram program =
                absent.main("files.Rotation", directory + "/absent").start()) {
            assertThat(program.ask("warm")).startsWith("!java.io.FileNotFoundException");
            assertThat(program.ask("modified")).startsWith("!java.nio.file.NoSuchFileException");
            program.finish();
        }
        assertThat(lab.server().requestsSince(mark)).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theFirstReadOfAMappedFileIsOneLoginAndOneRequestForEachPath(Jdk jdk, Lab lab) {
        Path directory = lab.newFolder().resolve("run/secrets");
        Fork fork = mapped(jdk, lab, directory);
        int mark = lab.server().mark();
        try (RunningProgram program =
                fork.main("files.Rotation", directory + "/mapped").start()) {
            assertThat(program.ask("descriptors")).contains(" as 0");
            assertThat(lab.server().requestsSince(mark))
                    .as("before the first read")
                    .isEmpty();
            assertThat(program.ask("warm")).isEqualTo("all read 77");
            List<AuditRequest> requests = lab.server().requestsSince(mark);
            assertThat(requests)
                    .extracting(AuditRequest::path)
                    .containsExactlyInAnyOrder(
                            "auth/approle/login",
                            "secret/data/" + lab.path() + "/database",
                            "secret/data/" + lab.path() + "/key");
            assertThat(program.ask("warm")).isEqualTo("all read 77");
            assertThat(program.ask("modified")).doesNotStartWith("!");
            assertThat(program.ask("watch")).doesNotStartWith("!");
            assertThat(lab.server().requestsSince(mark)).as("later reads").isEqualTo(requests);
            program.finish();
        }
    }

    private static Fork mapped(Jdk jdk, Lab lab, Path directory) {
        lab.server().putKv2(lab.path() + "/database", Map.of("value", FallbackIT.VERSION_77, "user", "u"));
        lab.server().putKv2(lab.path() + "/key", Map.of("value", lab.canary("key")));
        RealServer.AppRole role = lab.readerRole(lab.server());
        return lab.fork(jdk)
                .agent("vault.address", lab.server().address())
                .agent("vault.auth", "approle")
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id", role.secretId())
                .agent("vault.path", lab.path())
                .agent("files.directory", directory.toString())
                .agent("refresh.interval", "0")
                .agent("secret.MAPPED", "database#value")
                .agent("secret.USER_NAME", "database#user")
                .agent("secret.KEY", "key#value");
    }
}
