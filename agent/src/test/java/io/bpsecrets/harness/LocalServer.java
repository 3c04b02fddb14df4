package io.bpsecrets.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenBao's own binary as a child process, for machines without Docker. */
final class LocalServer implements ServerProcess {
    private static final Pattern UNSEAL_KEY = Pattern.compile("(?m)^Unseal Key: (\\S+)$");

    private final Setup setup;
    private final Process process;
    private final Thread reaper;

    private LocalServer(Setup setup, Process process) {
        this.setup = setup;
        this.process = process;
        this.reaper = new Thread(process::destroyForcibly, "kill the test server");
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    static LocalServer start(Setup setup) {
        try {
            Path config = Files.writeString(
                    setup.folder().resolve("audit.hcl"),
                    Setup.auditConfig(setup.folder().resolve("audit.log").toString()) + setup.moreConfig());
            List<String> command = new ArrayList<>(List.of(binary().toString(), "server", "-dev"));
            if (setup.tls()) {
                command.add("-dev-tls");
                command.add("-dev-tls-cert-dir="
                        + Files.createDirectories(setup.folder().resolve("tls")));
            }
            command.add("-dev-root-token-id=" + setup.rootToken());
            command.add("-dev-listen-address=127.0.0.1:" + setup.port());
            // Else it overwrites the token file of the developer who runs the tests.
            command.add("-dev-no-store-token");
            command.add("-config=" + config);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(setup.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(setup.folder().resolve("server.log").toFile())
                    .redirectInput(new File("/dev/null"));
            builder.environment().keySet().removeIf(name -> name.startsWith("VAULT_") || name.startsWith("BAO_"));
            return new LocalServer(setup, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** OpenBao's binary, fetched where it is not in the cache. */
    static Path binary() {
        String script = Path.of(System.getProperty("bp.root"), "vault", "get-openbao.sh")
                .toString();
        String output = Commands.output(List.of("sh", script, Caches.folder().toString()));
        Path binary = Path.of(output.strip().lines().reduce("", (before, line) -> line));
        if (!Files.isExecutable(binary)) {
            throw new AssertionError(script + " gave no executable file but: " + output);
        }
        return binary;
    }

    @Override
    public String address() {
        return setup.address();
    }

    @Override
    public String unsealKey() {
        Matcher matcher = UNSEAL_KEY.matcher(read("server.log"));
        if (!matcher.find()) {
            throw new AssertionError("The server printed no unseal key; alive: " + process.isAlive());
        }
        return matcher.group(1);
    }

    @Override
    public Optional<Path> caPem() {
        return setup.tls() ? Optional.of(setup.folder().resolve("tls/vault-ca.pem")) : Optional.empty();
    }

    @Override
    public List<String> auditLines() {
        return AuditFile.wholeLines(read("audit.log"));
    }

    @Override
    public Optional<Duration> cpu() {
        return process.info().totalCpuDuration();
    }

    private String read(String file) {
        try {
            return Files.readString(setup.folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void freeze() {
        Commands.output(List.of("kill", "-STOP", Long.toString(process.pid())));
    }

    @Override
    public void thaw() {
        Commands.output(List.of("kill", "-CONT", Long.toString(process.pid())));
    }

    @Override
    public void kill() {
        process.destroyForcibly().onExit().join();
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook runs anyway.
        }
    }
}
