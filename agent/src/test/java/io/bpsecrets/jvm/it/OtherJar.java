package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The packed agent with one thing changed. */
final class OtherJar {
    private static final String READER = "bp-secrets/io/bpsecrets/lib/asm/ClassReader.classdata";

    private OtherJar() {}

    /** Its class file reader refuses what is newer than Java 7, as it refuses what is newer than its own last. */
    static Path thatReadsUpToJava7(Path folder) throws IOException {
        return copy(folder, (name, bytes) -> name.equals(READER) ? limited(bytes) : bytes);
    }

    static Path withoutHook(Path folder) throws IOException {
        return copy(folder, (name, bytes) -> name.equals("java/lang/BpSecretsHook.class") ? null : bytes);
    }

    private static byte[] limited(byte[] reader) {
        AtomicInteger changed = new AtomicInteger();
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(reader)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] thrown) {
                                MethodVisitor next = super.visitMethod(access, name, type, signature, thrown);
                                return name.equals("<init>") && type.equals("([BIZ)V") ? limit(next, changed) : next;
                            }
                        },
                        0);
        assertThat(changed).as("the place where the reader compares versions").hasPositiveValue();
        return writer.toByteArray();
    }

    private static MethodVisitor limit(MethodVisitor next, AtomicInteger changed) {
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitIntInsn(int opcode, int operand) {
                boolean version = opcode == Opcodes.BIPUSH && operand >= Opcodes.V25 && operand < Opcodes.V25 + 20;
                changed.addAndGet(version ? 1 : 0);
                super.visitIntInsn(opcode, version ? Opcodes.V1_7 : operand);
            }
        };
    }

    /** @param change gives an entry's new content, or null to leave it out */
    private static Path copy(Path folder, BiFunction<String, byte[], byte[]> change) throws IOException {
        Path copy = folder.resolve("other.jar");
        try (JarFile jar = new JarFile(System.getProperty("bp.jar"));
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy))) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                byte[] bytes = change.apply(entry.getName(), bytes(jar, entry));
                if (bytes != null) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(bytes);
                }
            }
        }
        return copy;
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
