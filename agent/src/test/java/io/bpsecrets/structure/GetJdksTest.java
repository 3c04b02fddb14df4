package io.bpsecrets.structure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** build-tools/get-jdks.sh where nothing can be fetched: a Java that nobody runs is never a silent one. */
class GetJdksTest {
    /** What the script calls; neither pip nor apt-get, so that no test asks a network. */
    private static final List<String> TOOLS = List.of(
            "cat", "chmod", "cp", "dirname", "find", "grep", "head", "id", "mkdir", "mktemp", "mv", "rm", "sed", "tail",
            "uname");

    @TempDir
    Path folder;

    /** Scripts and no links: JUnit warns of a link that it deletes. */
    @BeforeEach
    void putTools() throws IOException {
        for (String tool : TOOLS) {
            Path script = Files.writeString(
                    folder.resolve(tool), "#!/bin/sh\nPATH=/usr/bin:/bin\nexec " + tool + " \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void whatCannotBeHadIsALineForEachAndNoFailure() throws Exception {
        String said = run("false");
        assumeFalse(said.equals("exit 0"), "every Java of the list is installed on this machine");
        assertThat(said).endsWith("exit 0").contains("is missing", "could not be fetched: NOT TESTED");
    }

    @Test
    void withCiItIsAFailure() throws Exception {
        String said = run("true");
        assumeFalse(said.equals("exit 0"), "every Java of the list is installed on this machine");
        assertThat(said)
                .endsWith("exit 1")
                .contains("could not be fetched: NOT TESTED", "CI=true: every one of 8 11 17 21 25");
    }

    private String run(String ci) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh",
                        Project.path("build-tools/get-jdks.sh").toString(),
                        folder.resolve("jdks").toString())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", folder.toString());
        builder.environment().put("CI", ci);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
        return said + "exit " + process.exitValue();
    }
}
