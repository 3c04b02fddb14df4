package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every read of a variable goes through these packages, some before the JVM has started its own lambdas. */
class QuickPathTest {
    /** Takes a monitor if the program itself writes into the environment, and for the first read after that. */
    private static final String WRITES = "io/bpsecrets/environment/OneEnvironment";

    @ParameterizedTest
    @ValueSource(strings = {"hook", "environment", "chain", "change"})
    void hasNoLambdaNoStreamAndNoMonitor(String room) throws IOException {
        List<Path> classes = Project.files("agent/target/classes/io/bpsecrets/" + room, ".class");
        assertThat(classes).isNotEmpty();
        Set<String> breaches = new TreeSet<>();
        for (Path file : classes) {
            new ClassReader(Files.readAllBytes(file)).accept(new Finder(breaches), ClassReader.SKIP_DEBUG);
        }
        assertThat(breaches).isEmpty();
    }

    /**
     * A ReentrantLock stays locked if its thread has no stack left for the call of unlock, and all others wait for ever. The JVM gives a monitor
     * back by itself.
     */
    @Test
    void noClassOfTheAgentHasALockThatStaysLockedIfItsThreadHasNoStackLeft() throws IOException {
        List<Path> classes = Project.files("agent/target/classes/io/bpsecrets", ".class");
        assertThat(classes).hasSizeGreaterThan(100);
        for (Path file : classes) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(
                            "locks/ReentrantLock", "locks/ReentrantReadWriteLock", "locks/StampedLock", "/Semaphore");
        }
    }

    private static final class Finder extends ClassVisitor {
        private final Set<String> breaches;
        private String where;

        Finder(Set<String> breaches) {
            super(Opcodes.ASM9);
            this.breaches = breaches;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] types) {
            where = name;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            String method = where + "." + name;
            if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
                breaches.add(method + " is synchronized");
            }
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitInvokeDynamicInsn(String call, String callType, Handle bootstrap, Object... more) {
                    breaches.add(method + " has an invokedynamic: a lambda or a string switch of a newer release");
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String call, String callType, boolean face) {
                    if (owner.startsWith("java/util/stream/") || callType.contains("java/util/stream/")) {
                        breaches.add(method + " uses a stream");
                    }
                }

                @Override
                public void visitInsn(int opcode) {
                    if (opcode == Opcodes.MONITORENTER && !where.equals(WRITES)) {
                        breaches.add(method + " takes a monitor");
                    }
                }
            };
        }
    }
}
