package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** The compiler sees the package inside, and a JVM gets the classes of agent-java-lang. */
class StandInsTest {
    @Test
    void aStandInHasTheMethodsOfTheClassThatItStandsFor() {
        Map.of("JvmExit", "BpSecretsExit", "ThreadProviders", "BpSecretsProviders")
                .forEach((standIn, real) -> assertThat(callable("agent/target/classes/io/bpsecrets/inside/" + standIn))
                        .as(standIn)
                        .isNotEmpty()
                        .isEqualTo(callable("agent-java-lang/target/classes/java/lang/" + real)));
    }

    private static Set<String> callable(String name) {
        Set<String> methods = new TreeSet<>();
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(Project.path(name + ".class"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ClassVisitor visitor = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String method, String type, String generic, String[] thrown) {
                if ((access & Opcodes.ACC_PUBLIC) != 0) {
                    String statics = (access & Opcodes.ACC_STATIC) != 0 ? "static " : "";
                    Set<String> exceptions = thrown == null ? Set.of() : new TreeSet<>(List.of(thrown));
                    methods.add(statics + method
                            + type.replace("io/bpsecrets/inside/ThreadProviders", "java/lang/BpSecretsProviders") + " "
                            + exceptions);
                }
                return null;
            }
        };
        new ClassReader(bytes).accept(visitor, ClassReader.SKIP_CODE);
        return methods;
    }
}
