package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a Java home of its own, whose management file can be written to. */
class ManagementFilesTest {
    private static final String PASSWORD_FILE = "com.sun.management.jmxremote.password.file";

    @TempDir
    Path folder;

    private final Properties system = new Properties();
    private Path own;

    @BeforeEach
    void makeHome() throws IOException {
        own = Files.createDirectories(folder.resolve("home/conf/management")).resolve("management.properties");
        system.setProperty("java.home", folder.resolve("home").toString());
        system.setProperty("com.sun.management.jmxremote.port", "9010");
    }

    @Test
    void aPropertyOfTheSystemNamesOne() {
        assertThat(named()).isFalse();
        system.setProperty(PASSWORD_FILE, secret("jmx_password"));
        assertThat(named()).isTrue();
        system.setProperty(
                PASSWORD_FILE, folder.resolve("elsewhere/jmx_password").toString());
        assertThat(named()).isFalse();
        system.setProperty(PASSWORD_FILE, "");
        assertThat(named()).isFalse();
    }

    @Test
    void soDoesTheManagementFileOfTheJvm() throws IOException {
        Files.writeString(own, "# a comment\n" + PASSWORD_FILE + " = " + secret("jmx_password") + "\n");
        assertThat(named()).isTrue();
        system.setProperty(PASSWORD_FILE, "/etc/jmx_password");
        assertThat(named())
                .as("the system property is the one that the JVM takes")
                .isFalse();
    }

    @Test
    void orTheOneOfJava8() throws IOException {
        Path old = Files.createDirectories(folder.resolve("home8/lib/management"));
        Files.writeString(old.resolve("management.properties"), PASSWORD_FILE + "=" + secret("jmx_password"));
        system.setProperty("java.home", folder.resolve("home8").toString());
        assertThat(named()).isTrue();
    }

    @Test
    void orTheOneThatIsNamedWhichTheJvmThenReadsInsteadOfItsOwn() throws IOException {
        Path other = folder.resolve("other.properties");
        Files.writeString(other, "com.sun.management.jmxremote.ssl.config.file=" + secret("tls"));
        system.setProperty("com.sun.management.config.file", other.toString());
        assertThat(named()).isTrue();
        Files.writeString(other, "");
        Files.writeString(own, PASSWORD_FILE + "=" + secret("jmx_password"));
        assertThat(named()).isFalse();
    }

    @Test
    void otherKeysOfTheManagementFileDoNotCount() throws IOException {
        Files.writeString(own, "my.own.file=" + secret("jmx_password"));
        assertThat(named()).isFalse();
    }

    @Test
    void theJvmsDefaultPasswordFileCanBeOne() {
        assertThat(ManagementFiles.nameOneIn(of(own.getParent()), system)).isTrue();
    }

    @Test
    void aManagementFileThatCannotBeReadNamesNone() throws IOException {
        Files.writeString(own, PASSWORD_FILE + "=\\u00zz");
        assertThat(named()).isFalse();
        Files.delete(own);
        Files.createDirectory(own);
        assertThat(named()).isFalse();
    }

    /** What was read of it would be missing for the JVM. */
    @Test
    void aPipeIsLeftToTheJvm() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        system.setProperty("com.sun.management.config.file", pipe.toString());
        String line = PASSWORD_FILE + "=" + secret("jmx_password");
        Process writer = new ProcessBuilder("sh", "-c", "echo '" + line + "' > '" + pipe + "'").start();
        try {
            assertThat(named()).isFalse();
            assertThat(Files.readString(pipe)).isEqualTo(line + "\n");
        } finally {
            writer.destroyForcibly();
        }
    }

    private boolean named() {
        return ManagementFiles.nameOneIn(of(folder.resolve("secrets")), system);
    }

    private static SecretDirectories of(Path directory) {
        return new SecretDirectories(List.of(directory.toFile()), "/");
    }

    private String secret(String name) {
        return folder.resolve("secrets").resolve(name).toString();
    }
}
