package io.bpsecrets.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The class files of a JDK's java.base, or of the whole rt.jar of Java 8. */
public final class JdkClasses implements AutoCloseable {
    private final FileSystem files;
    private final Path root;

    public JdkClasses(Jdk jdk) {
        try {
            if (jdk.major() == 8) {
                Path inJre = jdk.home().resolve("lib/rt.jar");
                files = FileSystems.newFileSystem(
                        Files.exists(inJre) ? inJre : jdk.home().resolve("jre/lib/rt.jar"), Map.of());
                root = files.getPath("/");
            } else {
                files = FileSystems.newFileSystem(
                        URI.create("jrt:/"), Map.of("java.home", jdk.home().toString()));
                root = files.getPath("/modules/java.base");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path root() {
        return root;
    }

    /** @param internalName with slashes */
    public byte[] bytes(String internalName) {
        try {
            return Files.readAllBytes(root.resolve(internalName + ".class"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
