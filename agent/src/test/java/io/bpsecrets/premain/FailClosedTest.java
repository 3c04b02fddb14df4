package io.bpsecrets.premain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.config.Key;
import io.bpsecrets.disk.SmallFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the failure path makes of the settings; config/LoadedSettings has the same rules. */
class FailClosedTest {
    private static final String REQUIRED = "secrets are required";
    private static final String CHECK = "startup=check is set";

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        for (String key : new String[] {"required", "startup", "mode", "config"}) {
            System.clearProperty("bp.secrets." + key);
        }
    }

    @Test
    void theFileSaysWhetherTheStartGoesOn() throws IOException {
        assertThat(reason("required = A, B")).isEqualTo(REQUIRED);
        assertThat(reason("startup: check")).isEqualTo(CHECK);
        assertThat(reason("required = , ", "startup=lazy")).isNull();
        assertThat(reason("#required=A")).isNull();
        assertThat(reason("required=\\", "  A")).isEqualTo(REQUIRED);
        assertThat(reason("required=A", "mode=off")).isNull();
    }

    @Test
    void aMalformedLineHidesNoOther() throws IOException {
        assertThat(reason("a=\\uzzzz", "required=A")).isEqualTo(REQUIRED);
        assertThat(reason("required=A", "a=\\u00")).isEqualTo(REQUIRED);
    }

    @Test
    void theSystemPropertyIsStrongerThanTheFile() throws IOException {
        System.setProperty("bp.secrets.startup", "lazy");
        System.setProperty("bp.secrets.required", "");
        assertThat(reason("required=A", "startup=check")).isNull();
        System.setProperty("bp.secrets.required", "B");
        assertThat(reason("a=b")).isEqualTo(REQUIRED);
        System.setProperty("bp.secrets.mode", "off");
        assertThat(reason("a=b")).isNull();
    }

    @Test
    void theFileIsFoundWhereTheAgentFindsIt() throws IOException {
        File jar = folder.resolve("bp-secrets.jar").toFile();
        assertThat(new FailClosed(jar, null, null).stopReason()).isNull();
        assertThat(new FailClosed(null, null, null).stopReason()).isNull();
        Files.writeString(folder.resolve("agent.properties"), "startup=check");
        assertThat(new FailClosed(jar, null, null).stopReason()).isEqualTo(CHECK);
        System.setProperty("bp.secrets.config", write("required=A"));
        assertThat(new FailClosed(jar, null, null).stopReason()).isEqualTo(REQUIRED);
        assertThat(new FailClosed(jar, "/no/such/file", null).stopReason()).isNull();
    }

    @Test
    void whatWasReadBeforeIsNotReadAgain() {
        byte[] kept = "required=A".getBytes(StandardCharsets.UTF_8);
        assertThat(new FailClosed(null, "/no/such/file", kept).stopReason()).isEqualTo(REQUIRED);
    }

    /** A start whose classes are damaged must read the same settings as one whose classes are whole. */
    @Test
    void theNamesAndBoundsAreThoseOfTheSettings() {
        assertThat(FailClosed.PREFIX).isEqualTo(Key.PROPERTY_PREFIX);
        assertThat(FailClosed.FILE_PROPERTY).isEqualTo(Key.CONFIG_PROPERTY);
        assertThat(FailClosed.FILE_VARIABLE).isEqualTo(Key.CONFIG_VARIABLE);
        assertThat(FailClosed.FILE_NAME).isEqualTo(Key.CONFIG_FILE);
        assertThat(FailClosed.MODE).isEqualTo(Key.MODE.key());
        assertThat(Key.MODE.variable()).isNull();
        assertThat(FailClosed.REQUIRED).isEqualTo(Key.REQUIRED.key());
        assertThat(FailClosed.REQUIRED_VARIABLE).isEqualTo(Key.REQUIRED.variable());
        assertThat(FailClosed.STARTUP).isEqualTo(Key.STARTUP.key());
        assertThat(FailClosed.STARTUP_VARIABLE).isEqualTo(Key.STARTUP.variable());
        assertThat(FailClosed.OFF).isEqualTo(Key.OFF);
        assertThat(FailClosed.CHECK).isEqualTo(Key.CHECK);
        assertThat(FailClosed.EXIT_STATUS).isEqualTo(Key.STOP_STATUS);
        assertThat(FailClosed.MAX_BYTES).isEqualTo(SmallFile.MAX_BYTES);
        assertThat(FailClosed.MAX_MILLIS).isEqualTo(SmallFile.MAX_PIPE_MILLIS);
        assertThat(WithAllRights.ENTRY).isEqualTo(Premain.class.getName());
    }

    private String reason(String... lines) throws IOException {
        return new FailClosed(null, write(lines), null).stopReason();
    }

    private String write(String... lines) throws IOException {
        return Files.writeString(folder.resolve("test.properties"), String.join("\n", lines))
                .toString();
    }
}
