package io.bpsecrets.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** OpenBao's own proxy on loopback: it logs in by AppRole and adds its token to requests that have none. */
public final class LocalProxy implements AutoCloseable {
    private final int port = RefusedPort.number();
    private final Canaries canaries;
    private final Path log;
    private final Process process;
    private final Thread reaper;

    private LocalProxy(Lab lab, String server, Path roleId, Path secretId) throws IOException {
        Path folder = lab.newFolder();
        canaries = lab.canaries();
        log = folder.resolve("proxy.log");
        Path config = Files.writeString(folder.resolve("proxy.hcl"), """
                vault {
                  address = "%s"
                }
                auto_auth {
                  method "approle" {
                    config = {
                      role_id_file_path = "%s"
                      secret_id_file_path = "%s"
                      remove_secret_id_file_after_reading = false
                    }
                  }
                }
                api_proxy {
                  use_auto_auth_token = true
                }
                listener "tcp" {
                  address = "127.0.0.1:%d"
                  tls_disable = true
                  require_request_header = true
                }
                """.formatted(server, roleId, secretId, port));
        ProcessBuilder builder = new ProcessBuilder(LocalServer.binary().toString(), "proxy", "-config=" + config)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().keySet().removeIf(name -> name.startsWith("VAULT_") || name.startsWith("BAO_"));
        process = builder.start();
        reaper = new Thread(process::destroyForcibly, "kill the proxy");
        Runtime.getRuntime().addShutdownHook(reaper);
        Await.until("the proxy is logged in", 60, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("it ended with status " + process.exitValue());
            }
            return Files.readString(log).contains("authentication successful");
        });
    }

    /** Ready: it has its token. */
    public static LocalProxy before(Lab lab, String server, Path roleId, Path secretId) {
        try {
            return new LocalProxy(lab, server, roleId, secretId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        Runtime.getRuntime().removeShutdownHook(reaper);
        try {
            canaries.search("the proxy's log", Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
