package io.bpsecrets.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All packages that are woven and those like them, as each Java's compiler made them: the editor does what ASM does. */
class EveryClassFileIT {
    private static final List<String> PACKAGES = List.of("java/lang", "java/io", "java/util", "java/nio", "sun/nio");

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void isEditedAsByAsm(Jdk jdk) throws IOException {
        List<String> different = new ArrayList<>();
        int files = 0;
        try (FileSystem classes = classes(jdk)) {
            Path root = jdk.major() == 8 ? classes.getPath("/") : classes.getPath("/modules/java.base");
            for (String folder : PACKAGES) {
                try (Stream<Path> all = Files.walk(root.resolve(folder))) {
                    for (Path file : all.filter(path -> path.toString().endsWith(".class"))
                            .toList()) {
                        files++;
                        if (!isSame(Files.readAllBytes(file))) {
                            different.add(file.toString());
                        }
                    }
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(files).isGreaterThan(2000);
    }

    private static boolean isSame(byte[] original) {
        return java.util.Arrays.equals(ByAsm.normal(Editing.insert(original)), ByAsm.normal(ByAsm.insert(original)));
    }

    private static FileSystem classes(Jdk jdk) {
        try {
            if (jdk.major() == 8) {
                Path inJre = jdk.home().resolve("lib/rt.jar");
                return FileSystems.newFileSystem(
                        Files.exists(inJre) ? inJre : jdk.home().resolve("jre/lib/rt.jar"), Map.of());
            }
            return FileSystems.newFileSystem(
                    URI.create("jrt:/"), Map.of("java.home", jdk.home().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
