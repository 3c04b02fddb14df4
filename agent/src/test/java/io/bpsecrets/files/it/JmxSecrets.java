package io.bpsecrets.files.it;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.RunningProgram;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The files of JMX as secrets of a real server: password file and access file, for a user {@code monitor} who may only read. */
final class JmxSecrets {
    static final String PROPERTY = "com.sun.management.jmxremote.";

    private final Lab lab;
    private final String path;
    private final String port = Integer.toString(RefusedPort.number());

    JmxSecrets(Lab lab, String path) {
        this.lab = lab;
        this.path = path;
    }

    /** @return a version of the secret, with a new password */
    int put() {
        String password = lab.canary("jmx-password").replaceAll("\\s", "");
        return lab.server()
                .putKv2(
                        lab.path() + "/" + path,
                        Map.of("password", "monitor " + password + "\n", "access", "monitor readonly\n"));
    }

    void rotate(RunningProgram program) throws InterruptedException {
        int version = put();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!program.stderr().contains("-> vault version " + version + "\n")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Version " + version + " was not reported within 10 s: " + program.stderr());
            }
            Thread.sleep(20);
        }
    }

    /** A JVM whose secrets directory, absent on the disk, has the files jmx_password and jmx_access. */
    Fork fork(Jdk jdk) {
        Fork fork = lab.fork(jdk);
        return fork.vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.JMX_PASSWORD", path + "#password")
                .agent("secret.JMX_ACCESS", path + "#access")
                .agent("files.directory", Versions.directory(fork))
                .agent("refresh.interval", "100ms");
    }

    /** What starts the JVM's management agent, with both files named as given, without TLS. */
    Map<String, String> properties(String directory) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(PROPERTY + "port", port);
        properties.put(PROPERTY + "ssl", "false");
        properties.put(PROPERTY + "password.file", directory + "/jmx_password");
        properties.put(PROPERTY + "access.file", directory + "/jmx_access");
        return properties;
    }

    /** Puts them on the command line. */
    static Fork with(Fork fork, Map<String, String> properties) {
        fork.jvm("-Djava.rmi.server.hostname=127.0.0.1");
        properties.forEach((name, value) -> fork.jvm("-D" + name + "=" + value));
        return fork;
    }

    /** The client, in the same JVM. */
    Fork client(Fork fork) {
        return fork.main("Jmx", port, Versions.directory(fork) + "/jmx_password");
    }
}
