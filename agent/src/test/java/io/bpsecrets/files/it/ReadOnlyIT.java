package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A container with a read-only root: nothing that the agent needs is written to a disk. */
@ExtendWith(LabExtension.class)
class ReadOnlyIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aReadOnlyRootAndTemporaryFolderAreEnough(Jdk jdk, Lab lab) {
        assumeTrue(Launcher.canMount(), "this machine allows no private mounts");
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        Jdk launched = new Launcher()
                .readOnly(Path.of("/"))
                .readOnly(Path.of(System.getProperty("java.io.tmpdir")))
                .of(jdk, lab);
        Fork fork = lab.fork(launched)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.STORED", "stored#value")
                .main("ReadOnly", "STORED", System.getProperty("java.io.tmpdir"));
        Result result = fork.run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("root", "read-only")
                .containsEntry("temporary", "read-only")
                .containsEntry("STORED", Hash.of(value))
                .containsEntry("file", Hash.of(value));
        assertThat(result.agentLines()).as(result.toString()).hasSize(1);
    }
}
