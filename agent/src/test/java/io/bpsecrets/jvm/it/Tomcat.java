package io.bpsecrets.jvm.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.RefusedPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Tomcat as it is published, with one page, and its port in the environment variable HTTP_PORT. */
final class Tomcat implements AutoCloseable {
    private static final String DIGESTER = "org.apache.tomcat.util.digester.";

    private final Jdk jdk;
    private final Path home;
    private final int port = RefusedPort.number();
    private Process process;

    Tomcat(Jdk jdk, Path folder) throws IOException {
        this.jdk = jdk;
        try (ZipFile zip =
                new ZipFile(Path.of(System.getProperty("bp.libs"), "tomcat.zip").toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                unpack(zip, entries.nextElement(), folder);
            }
        }
        home = folder.resolve("apache-tomcat-9.0.98");
        Files.createDirectories(home.resolve("webapps/ROOT"));
        Files.createDirectories(home.resolve("logs"));
        Files.writeString(home.resolve("webapps/ROOT/index.html"), "a page");
        Files.writeString(
                home.resolve("conf/server.xml"),
                "<Server port=\"" + RefusedPort.number() + "\" shutdown=\"SHUTDOWN\"><Service name=\"Catalina\">"
                        + "<Connector port=\"${HTTP_PORT}\" address=\"127.0.0.1\"/>"
                        + "<Engine name=\"Catalina\" defaultHost=\"localhost\"><Host name=\"localhost\"/></Engine>"
                        + "</Service></Server>");
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path folder) throws IOException {
        Path file = folder.resolve(entry.getName());
        // Its own web applications take seconds to deploy.
        if (!entry.isDirectory() && !entry.getName().contains("/webapps/")) {
            Files.createDirectories(file.getParent());
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, file);
            }
        }
    }

    /** What HTTP_PORT must be. */
    int port() {
        return port;
    }

    /** {@code catalina.sh run -security}: with Tomcat's own policy, unchanged. */
    void startSecured(String agent) throws IOException {
        ProcessBuilder builder = catalina("run", "-security");
        builder.environment()
                .put(
                        "CATALINA_OPTS",
                        agent + " -D" + DIGESTER + "PROPERTY_SOURCE=" + DIGESTER + "EnvironmentPropertySource");
        process =
                builder.redirectOutput(home.resolve("logs/output.txt").toFile()).start();
    }

    /** The page, or null where nobody listens within a minute. */
    String page() throws Exception {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                System.nanoTime() < end && process.isAlive(); ) {
            try {
                HttpURLConnection connection = (HttpURLConnection) new URI("http://127.0.0.1:" + port + "/index.html")
                        .toURL()
                        .openConnection();
                try (InputStream in = connection.getInputStream()) {
                    return new String(in.readAllBytes(), UTF_8);
                }
            } catch (IOException e) {
                Thread.sleep(200);
            }
        }
        return null;
    }

    /** {@code catalina.sh stop} with these JAVA_TOOL_OPTIONS. @return what it printed */
    String stop(String options) throws Exception {
        ProcessBuilder builder = catalina("stop");
        builder.environment().put("JAVA_TOOL_OPTIONS", options);
        Process stop = builder.start();
        String text = new String(stop.getInputStream().readAllBytes(), UTF_8);
        return text + "exit " + stop.waitFor();
    }

    boolean ends() throws InterruptedException {
        return process.waitFor(60, TimeUnit.SECONDS);
    }

    String output() throws IOException {
        return Files.readString(home.resolve("logs/output.txt"));
    }

    private ProcessBuilder catalina(String... words) {
        ProcessBuilder builder =
                new ProcessBuilder("sh", home.resolve("bin/catalina.sh").toString());
        builder.command().addAll(List.of(words));
        builder.redirectErrorStream(true).directory(home.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
        builder.environment().put("JRE_HOME", jdk.home().toString());
        return builder;
    }

    /** The script becomes the JVM by exec, so this ends the JVM. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
