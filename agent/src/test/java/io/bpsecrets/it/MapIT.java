package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The map of System.getenv() behaves as the JDK's own, and is complete on its first call. */
@ExtendWith(LabExtension.class)
class MapIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aSecretOfVaultCannotBeToldFromARealVariable(Jdk jdk, Lab lab) {
        String value = stored(lab);
        Result real = lab.fork(jdk)
                .env("ONE", "1")
                .env("MAPPED_NAME", value)
                .main("MapFaithful", "MAPPED_NAME")
                .run();
        Result served = lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.MAPPED_NAME", "stored#value")
                .env("ONE", "1")
                .main("MapFaithful", "MAPPED_NAME")
                .run();
        assertThat(real.stdout()).contains("entry found: true", "getenv: " + Hash.of(value));
        assertThat(served.stdout()).as(served.toString()).isEqualTo(real.stdout());
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aSecretReplacesTheRealVariableOfItsName(Jdk jdk, Lab lab) {
        String value = stored(lab);
        Result real = lab.fork(jdk)
                .env("MAPPED_NAME", value)
                .main("MapFaithful", "MAPPED_NAME")
                .run();
        Result served = lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.MAPPED_NAME", "stored#value")
                .env("MAPPED_NAME", lab.canary("old"))
                .main("MapFaithful", "MAPPED_NAME")
                .run();
        assertThat(served.stdout()).as(served.toString()).isEqualTo(real.stdout());
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theChangeableMapInsideTakesAndRefusesEachWriteAsTheJdksOwn(Jdk jdk, Lab lab) {
        String value = stored(lab);
        String[] opens = jdk.major() == 8
                ? new String[0]
                : new String[] {
                    "--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.util=ALL-UNNAMED"
                };
        Result real = lab.fork(jdk)
                .jvm(opens)
                .env("ONE", "1")
                .env("MAPPED_NAME", value)
                .main("MapFaithful", "MAPPED_NAME", "inside")
                .run();
        Result served = lab.fork(jdk)
                .jvm(opens)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.MAPPED_NAME", "stored#value")
                .env("ONE", "1")
                .env("MAPPED_NAME", lab.canary("old"))
                .main("MapFaithful", "MAPPED_NAME", "inside")
                .run();
        assertThat(real.stdout())
                .contains("put(new): null", "clear: done", "getenv at the end: " + Hash.of(value))
                .contains("put(NUL): !java.lang.IllegalArgumentException");
        assertThat(served.stdout()).as(served.toString()).isEqualTo(real.stdout());
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theFirstCopyHoldsTheSecretsOfEverySource(Jdk jdk, Lab lab) throws IOException {
        String stored = stored(lab);
        String docker = lab.canary("docker");
        String preset = lab.canary("default");
        Path files = lab.newFolder();
        Files.writeString(files.resolve("from_docker"), docker + "\n");
        Result result = lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("files.directory", files.toString())
                .agent("secret.FROM_VAULT", "stored#value")
                .agent("secret.FROM_DOCKER", "nowhere#value")
                .agent("secret.FROM_DEFAULT", "nowhere#value")
                .agent("secret.FROM_NOWHERE", "nowhere#value")
                .agent("default.FROM_DEFAULT", preset)
                .env("REAL", "real")
                .main("PrintMap")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("FROM_VAULT", Hash.of(stored))
                .containsEntry("FROM_DOCKER", Hash.of(docker))
                .containsEntry("FROM_DEFAULT", Hash.of(preset))
                .containsEntry("REAL", Hash.of("real"))
                .doesNotContainKey("FROM_NOWHERE")
                // FROM_VAULT, FROM_DOCKER, FROM_DEFAULT, REAL, PATH, LANG
                .containsEntry("size", "6");
    }

    private static String stored(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }
}
