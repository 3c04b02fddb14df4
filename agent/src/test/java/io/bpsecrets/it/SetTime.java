package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Bundles;
import io.bpsecrets.harness.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.jar.JarFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The system's time as the agent in a forked JVM sees it, apart from the time that runs. To the agent, a machine that was suspended is a
 * system's time that went forward: the time that runs (System.nanoTime) stands still meanwhile.
 */
public final class SetTime {
    private static final String CLOCK = "io/bpsecrets/clock/Clock";

    private final Path file;
    private final String option;
    private Duration by = Duration.ZERO;

    public SetTime(Lab lab) throws IOException {
        Path folder = lab.newFolder();
        Path clock = Files.write(folder.resolve("clock"), changed());
        file = folder.resolve("wall");
        option = AgentJar.of(lab, "ClockAgent", clock + "," + file);
    }

    /** For the JVM. */
    public String option() {
        return option;
    }

    /** Sets it once more, forward or back. */
    public void jump(Duration further) throws IOException {
        by = by.plus(further);
        Path fresh = Files.writeString(file.resolveSibling("fresh"), Long.toString(by.toMillis()));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] changed() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("bp.jar"))) {
            byte[] bundle = jar.getInputStream(jar.getEntry("bp-secrets/start")).readAllBytes();
            ClassReader reader = new ClassReader(Bundles.classes(bundle).get(CLOCK));
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            int[] changed = new int[1];
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9, writer) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String name, String type, String signature, String[] exceptions) {
                            MethodVisitor into = super.visitMethod(access, name, type, signature, exceptions);
                            return name.equals("currentTimeMillis") ? adding(into, changed) : into;
                        }
                    },
                    0);
            assertThat(changed[0]).isEqualTo(1);
            return writer.toByteArray();
        }
    }

    private static MethodVisitor adding(MethodVisitor into, int[] changed) {
        return new MethodVisitor(Opcodes.ASM9, into) {
            @Override
            public void visitInsn(int opcode) {
                if (opcode == Opcodes.LRETURN) {
                    changed[0]++;
                    super.visitLdcInsn("test.clock.wall");
                    super.visitInsn(Opcodes.LCONST_0);
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            "java/lang/Long",
                            "getLong",
                            "(Ljava/lang/String;J)Ljava/lang/Long;",
                            false);
                    super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Long", "longValue", "()J", false);
                    super.visitInsn(Opcodes.LADD);
                }
                super.visitInsn(opcode);
            }
        };
    }
}
