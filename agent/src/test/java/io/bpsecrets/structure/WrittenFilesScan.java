package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.CanaryScan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * After all other tests: none of their reports, logs and figures holds a secret value. Not named as a test, since it must run
 * last; agent/pom.xml starts it after the integration tests, whether they failed or not.
 */
class WrittenFilesScan {
    /** What the compiler made; test classes hold the parts of which canaries are made. */
    private static final Set<String> COMPILED =
            Set.of("classes", "test-classes", "staging", "acceptance-libs", "maven-status", "generated-sources");

    @Test
    void nothingThatTheTestsWroteHoldsASecretValue() {
        Path target = Project.path("agent/target");
        assertThat(Files.isDirectory(target.resolve("surefire-reports"))
                        || Files.isDirectory(target.resolve("failsafe-reports")))
                .as("there are reports to look into")
                .isTrue();
        assertThat(CanaryScan.below(
                        target, path -> path.getParent().equals(target) && COMPILED.contains(path.getFileName() + "")))
                .isEmpty();
    }
}
