package io.bpsecrets.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One run of a server in development mode: storage in memory, unsealed, KV v2 at {@code secret/}, audited to a file. */
interface ServerProcess {

    /** Scheme, loopback address and port. */
    String address();

    /** The one key that unseals it. */
    String unsealKey();

    /** The CA of its certificate; empty where it speaks plain HTTP. */
    Optional<Path> caPem();

    /** All lines of its audit file so far. The server writes them before it answers. */
    List<String> auditLines();

    /** The processor time that it has used; empty where it cannot be told. */
    Optional<Duration> cpu();

    /** Stops it where it stands: the kernel still takes its connections. */
    void freeze();

    void thaw();

    /** Kills it; everything it stored is gone. May be called twice. */
    void kill();

    /**
     * How to start one.
     *
     * @param folder an empty folder for its files
     * @param port the loopback port to listen on
     * @param tls a certificate of its own for localhost and 127.0.0.1
     * @param moreConfig further HCL of the server's configuration, may be empty; for {@link LocalServer} only
     */
    record Setup(Path folder, String rootToken, int port, boolean tls, String moreConfig) {

        String address() {
            return (tls ? "https" : "http") + "://127.0.0.1:" + port;
        }

        /** OpenBao takes audit devices from a configuration file only, not by its API. */
        static String auditConfig(String file) {
            return "audit \"file\" \"tests\" {\n  options = { file_path = \"" + file + "\" }\n}\n";
        }
    }
}
