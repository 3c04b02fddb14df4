package io.bpsecrets.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JVM to be forked: one of the programs on one of the JDKs, with or without the packed agent. It sees a small clean
 * environment (PATH and LANG) and what the test adds, nothing of the machine's. Not thread-safe.
 */
public final class Fork {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Jdk jdk;
    private final Path folder;
    private final Canaries canaries;
    private final List<String> jvm = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final StringBuilder properties = new StringBuilder();
    private final List<String> programs = new ArrayList<>();
    private String classPath = System.getProperty("bp.programs");
    private Path jar = Path.of(System.getProperty("bp.jar"));
    private boolean agent;
    private Path stderr;

    Fork(Jdk jdk, Path folder, Canaries canaries) {
        this.jdk = jdk;
        this.folder = folder;
        this.canaries = canaries;
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("LANG", "C.UTF-8");
        // Else the developer's own ~/.vault-token is an input of the tests.
        jvm.add("-Duser.home=" + folder);
    }

    /** The folder the program runs in: what it writes there is searched for canaries when it ends. */
    public Path folder() {
        return folder;
    }

    public Fork jvm(String... options) {
        jvm.addAll(List.of(options));
        return this;
    }

    /** Sets a variable of the real environment. */
    public Fork env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Replaces the folder of the programs on the class path. */
    public Fork classPath(Path path) {
        classPath = path.toString();
        return this;
    }

    /** Starts the program with the agent, and a properties file with this line and those of earlier calls. */
    public Fork agent(String key, String value) {
        return agentLines(key + "=" + value.replace("\\", "\\\\"));
    }

    /** The same with lines as they are: for a file with mistakes. */
    public Fork agentLines(String... lines) {
        if (!agent) {
            agent = true;
            jvm.add(javaAgent() + "=" + agentFile());
        }
        for (String line : lines) {
            properties.append(line).append('\n');
        }
        return this;
    }

    /** Starts the program with the agent and no word about its properties. */
    public Fork agentAlone() {
        jvm.add(javaAgent());
        return this;
    }

    /** Takes another build of the agent. Only before the first of {@link #agent}. */
    public Fork agentJar(Path path) {
        jar = path;
        return this;
    }

    /** Has stderr go to a file or a named pipe: the result then has none. */
    public Fork stderrTo(Path path) {
        stderr = path;
        return this;
    }

    private String javaAgent() {
        return "-javaagent:" + jar;
    }

    /** The usual connection: address, token and base path. */
    public Fork vault(RealServer server, String token, String path) {
        return agent("vault.address", server.address())
                .agent("vault.token", token)
                .agent("vault.path", path);
    }

    /** Where the agent's properties are written when the program starts. */
    public Path agentFile() {
        return folder.resolve("agent.properties");
    }

    /** What stands behind the JVM's options instead of a class path and a program of package app: {@code -jar x.jar}. */
    public Fork words(String... words) {
        classPath = null;
        programs.addAll(List.of(words));
        return this;
    }

    /** Which class of package app, with its arguments. */
    public Fork main(String program, String... arguments) {
        programs.add("app." + program);
        programs.addAll(List.of(arguments));
        return this;
    }

    /** Runs the program to its end, with an empty stdin. A hang is an error with a thread dump. */
    public Result run() {
        return run(LIMIT);
    }

    public Result run(Duration limit) {
        return start().finish(limit);
    }

    /** Starts the program and leaves it running. */
    public RunningProgram start() {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(jvm);
        if (classPath != null) {
            command.add("-cp");
            command.add(classPath);
        }
        command.addAll(programs);
        try {
            if (agent) {
                Files.writeString(agentFile(), properties);
            }
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            if (stderr != null) {
                builder.redirectError(stderr.toFile());
            }
            builder.environment().clear();
            builder.environment().putAll(environment);
            Set<Path> inputs = RunningProgram.files(folder);
            return new RunningProgram(builder.start(), jdk, programs.get(0), folder, inputs, canaries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
