package io.bpsecrets.harness;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** The same server in a container, where a Docker engine answers. */
final class ContainerServer implements ServerProcess {
    private static final DockerImageName IMAGE = DockerImageName.parse("openbao/openbao:2.7.2");
    private static final String AUDIT_FILE = "/tmp/audit.log";
    private static final Pattern UNSEAL_KEY = Pattern.compile("Unseal Key: (\\S+)");

    private final Setup setup;
    private final GenericContainer<?> container;

    private ContainerServer(Setup setup, GenericContainer<?> container) {
        this.setup = setup;
        this.container = container;
    }

    /** Looks for a socket first: Testcontainers logs a page of errors on a machine without Docker. */
    static boolean possible() {
        boolean configured = System.getenv("DOCKER_HOST") != null
                || Files.exists(Path.of("/var/run/docker.sock"))
                || Files.exists(Path.of(System.getProperty("user.home"), ".docker/run/docker.sock"));
        return configured && DockerClientFactory.instance().isDockerAvailable();
    }

    static ContainerServer start(Setup setup) {
        List<String> command = new ArrayList<>(List.of("server", "-dev"));
        if (setup.tls()) {
            command.add("-dev-tls");
            command.add("-dev-tls-cert-dir=/tmp");
        }
        command.add("-dev-root-token-id=" + setup.rootToken());
        command.add("-dev-listen-address=0.0.0.0:8200");
        command.add("-dev-no-store-token");
        command.add("-config=/tmp/audit.hcl");
        GenericContainer<?> container = new GenericContainer<>(IMAGE)
                .withCreateContainerCmdModifier(create -> create.withEntrypoint("bao"))
                .withCommand(command.toArray(String[]::new))
                .withExposedPorts(8200)
                .withCopyToContainer(Transferable.of(Setup.auditConfig(AUDIT_FILE)), "/tmp/audit.hcl");
        // The port is ours, not Docker's choice: a server that starts again must have the address it had before.
        container.setPortBindings(List.of("127.0.0.1:" + setup.port() + ":8200"));
        container.start();
        if (setup.tls()) {
            container.copyFileFromContainer(
                    "/tmp/vault-ca.pem", setup.folder().resolve("vault-ca.pem").toString());
        }
        return new ContainerServer(setup, container);
    }

    @Override
    public String address() {
        return setup.address();
    }

    @Override
    public String unsealKey() {
        Matcher matcher = UNSEAL_KEY.matcher(container.getLogs());
        if (!matcher.find()) {
            throw new AssertionError("The server printed no unseal key");
        }
        return matcher.group(1);
    }

    @Override
    public Optional<Path> caPem() {
        return setup.tls() ? Optional.of(setup.folder().resolve("vault-ca.pem")) : Optional.empty();
    }

    @Override
    public List<String> auditLines() {
        String text = container.copyFileFromContainer(
                AUDIT_FILE, in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
        return AuditFile.wholeLines(text);
    }

    @Override
    public Optional<Duration> cpu() {
        return Optional.empty();
    }

    @Override
    public void freeze() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void thaw() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void kill() {
        container.stop();
    }
}
