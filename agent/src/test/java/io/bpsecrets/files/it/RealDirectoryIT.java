package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.files.it.FileApiRun.Cwd;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Judges the measure itself: what the conformance program says of a real read-only directory without the agent. */
@ExtendWith(LabExtension.class)
class RealDirectoryIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void everyReadIsAnsweredAndEveryWriteRefused(Jdk jdk, Lab lab) {
        assumeTrue(Launcher.canMount(), "this machine allows no private mounts");
        ServedFiles secrets = new ServedFiles(lab);
        MachineFolder world = MachineFolder.real(lab, User.self(), Presence.PRESENT, secrets);
        Map<String, String> answers = FileApiRun.real(jdk, User.self(), world, Cwd.PARENT, lab);
        assertThat(Integer.parseInt(answers.get("checks"))).isGreaterThanOrEqualTo(150);
        List<String> written = new ArrayList<>();
        answers.forEach((name, answer) -> {
            if (name.startsWith(FileApiRun.WRITES) && !answer.equals("refused, content kept")) {
                written.add(name.substring(FileApiRun.WRITES.length()));
            }
        });
        // The last three are done without an error and change nothing.
        assertThat(written)
                .containsExactly(
                        "ZipFile OPEN_DELETE",
                        "newByteChannel DELETE_ON_CLOSE",
                        "Files.createDirectories of the directory");
        assertThat(answers.values().stream()
                        .filter(answer -> answer.startsWith("skipped"))
                        .count())
                .as("checks of what Java %d does not have", jdk.major())
                .isLessThan(jdk.major() >= 17 ? 1 : 20);
        world.open();
    }
}
