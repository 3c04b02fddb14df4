package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a user could have given: a properties file, an environment, system properties. */
final class UserInput {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private String argument;

    /** @param folder empty; the agent's jar is said to be in it */
    UserInput(Path folder) {
        this.folder = folder;
    }

    UserInput file(String... lines) throws IOException {
        Path file = folder.resolve("test.properties");
        Files.writeString(file, String.join("\n", lines) + "\n");
        argument = file.toString();
        return this;
    }

    UserInput argument(String text) {
        argument = text;
        return this;
    }

    UserInput variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    UserInput property(String key, String value) {
        properties.put(key, value);
        return this;
    }

    /** The file's name as error texts show it. */
    String location(int line) {
        return folder.resolve("test.properties") + ":" + line;
    }

    LoadedSettings load() {
        return load(false);
    }

    LoadedSettings load(boolean ignoreCase) {
        File jar = folder.resolve("bp-secrets.jar").toFile();
        return LoadedSettings.load(argument, properties, environment, jar, ignoreCase, null);
    }

    List<String> problems() {
        LoadedSettings loaded = load();
        List<String> problems =
                loaded.problems().stream().map(SettingProblem::toString).toList();
        assertThat(loaded.settings() == null).isEqualTo(!problems.isEmpty());
        return problems;
    }

    Settings settings() {
        LoadedSettings loaded = load();
        assertThat(loaded.problems()).isEmpty();
        return loaded.settings();
    }
}
