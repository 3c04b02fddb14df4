package io.bpsecrets.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A real PostgreSQL on loopback, unpacked from a jar of Maven Central; nothing needs to be installed. */
public final class Postgres implements AutoCloseable {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String NOBODY = "65534";

    private final int port = RefusedPort.number();
    private final String password;
    private final boolean root;
    private final Path folder;
    private final Process process;
    private final Thread reaper;

    /** @param password of its superuser {@code postgres} */
    public Postgres(String password) {
        boolean runs = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assumeTrue(runs, "the PostgreSQL of these tests runs on Linux on amd64 only");
        this.password = password;
        this.root = Commands.output(List.of("id", "-u")).trim().equals("0");
        try {
            folder = Files.createTempDirectory("bp-secrets-postgres-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpack();
            process = start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reaper = new Thread(process::destroyForcibly, "kill PostgreSQL");
        Runtime.getRuntime().addShutdownHook(reaper);
        Await.until("PostgreSQL takes connections", 60, this::answers);
    }

    private void unpack() throws IOException {
        try (InputStream resource = Postgres.class.getResourceAsStream(ARCHIVE);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                    continue;
                }
                Files.copy(tar, target);
                Set<PosixFilePermission> all = PosixFilePermissions.fromString("rwxr-xr-x");
                Files.setPosixFilePermissions(target, all);
            }
        }
    }

    private Process start() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path words = Files.writeString(folder.resolve("password"), password + "\n");
        if (root) {
            // PostgreSQL refuses to run as root.
            Commands.output(List.of("chown", NOBODY, data.toString(), words.toString()));
        }
        String initdb = folder.resolve("bin/initdb").toString();
        List<String> init = asUser(initdb, "-D", data.toString(), "-U", "postgres", "-A", "scram-sha-256", "-N");
        init.addAll(List.of("--pwfile=" + words, "-E", "UTF8", "--locale=C"));
        Commands.output(init);
        Files.delete(words);
        String postgres = folder.resolve("bin/postgres").toString();
        List<String> run = asUser(postgres, "-D", data.toString(), "-h", "127.0.0.1", "-p", Integer.toString(port));
        // No socket file, no flush to the disk.
        run.addAll(List.of("-k", "", "-F"));
        return new ProcessBuilder(run)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("postgres.log").toFile())
                .redirectInput(new File("/dev/null"))
                .start();
    }

    private List<String> asUser(String... command) {
        List<String> words = new ArrayList<>();
        if (root) {
            words.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--"));
        }
        words.addAll(List.of(command));
        return words;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("PostgreSQL ended with status " + process.exitValue());
        }
        try (Connection connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), "postgres", password);
    }

    /** Of the superuser. */
    public String password() {
        return password;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** In the words of the server's database engine. */
    public String templateUrl() {
        return "postgresql://{{username}}:{{password}}@127.0.0.1:" + port + "/postgres?sslmode=disable";
    }

    /** For a server that keeps its own storage here. */
    String storageUrl() {
        return "postgres://postgres:" + password + "@127.0.0.1:" + port + "/postgres?sslmode=disable";
    }

    /** Users that the server made and has not taken back. */
    public List<String> leasedUsers() {
        List<String> names = new ArrayList<>();
        try (Connection connection = connect();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select rolname from pg_roles where rolname like 'v-%'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError("PostgreSQL cannot be asked", e);
        }
        return names;
    }

    /** As the superuser. */
    public void run(String sql) {
        try (Connection connection = connect()) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new AssertionError("PostgreSQL does not do it", e);
        }
    }

    /** The driver, for the class path of a program. */
    public static Path driver() {
        try {
            return Path.of(org.postgresql.Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        Commands.output(List.of("kill", "-INT", Long.toString(process.pid())));
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook runs anyway.
        }
        CanaryScan.assertClean(folder);
        Folders.delete(folder);
    }
}
