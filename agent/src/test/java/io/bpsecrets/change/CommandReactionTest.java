package io.bpsecrets.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.Lines;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class CommandReactionTest {
    private final Lines lines = new Lines();

    @TempDir
    Path folder;

    @Test
    void itGetsTheNamesAndAnEmptyStdinAndItsOutputGoesNowhere() throws IOException {
        Path out = folder.resolve("out");
        Path script =
                script("echo \"$BP_SECRETS_CHANGED|$1|$#\" > " + out, "cat >> " + out, "echo noise", "echo noise >&2");
        run(script + " \"two words\"", 30_000, "A", "B");
        assertThat(out).hasContent("A B|two words|1");
        assertThat(lines.all())
                .containsExactly("[bp-secrets] on-change: new values in Vault for A B; the command runs");
    }

    @Test
    void aStatusThatIsNotZeroIsOneWarning() throws IOException {
        run(script("exit 7") + " canary", 30_000, "A");
        assertThat(warnings()).containsExactly("[bp-secrets] WARN on-change: the command ended with status 7");
    }

    @Test
    void aCommandThatIsNotThereIsOneWarningWithoutItsText() {
        run(folder.resolve("canary") + " canary", 30_000, "A");
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("on-change: the command cannot be started: ", "No such file")
                .doesNotContain("canary");
    }

    @Test
    void aCommandThatDoesNotEndIsKilled() throws Exception {
        Path pid = folder.resolve("pid");
        run(script("echo $$ > " + pid, "exec sleep 600").toString(), 2_000, "A");
        assertThat(warnings())
                .containsExactly("[bp-secrets] WARN on-change: the command did not end within 2000 ms and was killed");
        // Killed before it came to write its number, it does not run either.
        String number = Files.exists(pid) ? Files.readString(pid).trim() : "";
        if (!number.isEmpty()) {
            ProcessHandle process = ProcessHandle.of(Long.parseLong(number)).orElse(null);
            if (process != null) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void manyNamesAreCutInTheLineAndNotInTheVariable() throws IOException {
        Path out = folder.resolve("out");
        String[] names = new String[20];
        for (int i = 0; i < names.length; i++) {
            names[i] = "NAME_" + (char) ('A' + i);
        }
        run(script("echo \"$BP_SECRETS_CHANGED\" > " + out).toString(), 30_000, names);
        assertThat(out).hasContent(String.join(" ", names));
        assertThat(lines.all()).singleElement().asString().contains("NAME_L and 8 more;");
    }

    private void run(String command, long limitMillis, String... names) {
        Log log = lines.log(Log.Level.INFO);
        new CommandReaction(ChangeAction.parse("on-change", command), new AgentThread(), new Clock(), log, limitMillis)
                .after(new TreeSet<>(Set.of(names)));
    }

    private List<String> warnings() {
        return lines.all().stream().filter(line -> line.contains(" WARN ")).toList();
    }

    private Path script(String... commands) throws IOException {
        Path script = folder.resolve("script");
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", commands) + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }
}
