package io.bpsecrets.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.JdkClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        try (JdkClasses classes = new JdkClasses(jdk)) {
            Path root = classes.root();
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

    /** The try on a Java that is newer than the agent is worth something: the table knows what each Java has by now. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void hasNoPartThatTheTablesDoNotKnow(Jdk jdk) throws IOException {
        Map<String, String> unknown = new TreeMap<>();
        int files = 0;
        try (JdkClasses classes = new JdkClasses(jdk)) {
            Path root = classes.root();
            try (Stream<Path> all = Files.walk(root)) {
                for (Path file : all.filter(path -> path.toString().endsWith(".class"))
                        // Its attributes are the JDK's own in part: ModuleTarget, ModuleHashes, ModuleResolution.
                        .filter(path -> !path.endsWith("module-info.class"))
                        .toList()) {
                    files++;
                    try {
                        KnownParts.check(Files.readAllBytes(file));
                    } catch (RuntimeException e) {
                        unknown.put(file.toString(), e.toString());
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(files).isGreaterThan(5000);
    }

    private static boolean isSame(byte[] original) {
        return java.util.Arrays.equals(ByAsm.normal(Editing.insert(original)), ByAsm.normal(ByAsm.insert(original)));
    }
}
