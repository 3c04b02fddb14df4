package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * BlockHound as it is published. It throws an Error from methods of the JDK that block, if the thread may not block. The first read of a
 * secret blocks, so that it may fail in such a thread. That must be the only read that fails.
 */
@ExtendWith(LabExtension.class)
class BlockHoundIT {
    private static final String REFUSED = "!reactor.blockhound.BlockingOperationError";
    private static final Path JAR = Path.of(System.getProperty("bp.libs"), "blockhound.jar");
    private static final String INTEGRATION = "reactor/blockhound/integration/BlockHoundIntegration";
    private static final String MADE = "app/EventLoopIntegration";

    /** By its API it attaches to its own JVM, for which a JRE of Java 8 lacks the tools. */
    static Stream<Arguments> jdksAndWays() {
        return Jdks.all()
                .flatMap(jdk -> Stream.of("api", "before ours", "behind ours")
                        .filter(way -> jdk.major() > 8 || !way.equals("api"))
                        .map(way -> Arguments.of(jdk, way)));
    }

    @ParameterizedTest(name = "on {0}, {1}")
    @MethodSource("jdksAndWays")
    void onlyTheFirstReadOfAThreadThatMayNotBlockIsRefused(Jdk jdk, String way, Lab lab) throws IOException {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        Fork fork = lab.fork(jdk);
        if (jdk.major() >= 13) {
            // As BlockHound's documentation asks for.
            fork.jvm("-XX:+AllowRedefinitionToAddDeleteMethods");
        }
        if (way.equals("before ours")) {
            fork.jvm("-javaagent:" + JAR);
        }
        fork.vault(lab.server(), lab.readerToken(lab.server()), lab.path()).agent("secret.STORED", "stored#value");
        if (way.equals("behind ours")) {
            fork.jvm("-javaagent:" + JAR);
        }
        if (way.equals("api")) {
            fork.jvm("-Djdk.attach.allowAttachSelf=true");
        }
        String programs = System.getProperty("bp.programs");
        Path integration = way.equals("api") ? JAR : integration(lab.newFolder().resolve("integration.jar"));
        Result result = fork.classPath(Path.of(programs + File.pathSeparator + JAR + File.pathSeparator + integration))
                .main("EventLoop", "STORED", "/run/secrets/stored", way)
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).as(result.toString()).containsEntry("sleep", REFUSED);
        assertThat(result.answers().get("first")).as(result.toString()).isIn(REFUSED, Hash.of(value));
        for (String read : new String[] {"name", "map", "file", "later", "again", "last"}) {
            assertThat(result.answers()).as(result.toString()).containsEntry(read, Hash.of(value));
        }
        assertThat(result.agentLines()).as(result.toString()).hasSize(1);
        assertThat(result.stderr()).doesNotContain("\tat ");
    }

    /** BlockHound as an agent asks the services of the class path which threads may not block. */
    private static Path integration(Path jar) throws IOException {
        ClassWriter made = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        made.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, MADE, null, "java/lang/Object", new String[] {INTEGRATION});
        MethodVisitor constructor = made.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        MethodVisitor apply = made.visitMethod(
                Opcodes.ACC_PUBLIC, "applyTo", "(Lreactor/blockhound/BlockHound$Builder;)V", null, null);
        apply.visitVarInsn(Opcodes.ALOAD, 1);
        apply.visitMethodInsn(Opcodes.INVOKESTATIC, "app/EventLoop", "setUp", "(Ljava/lang/Object;)V", false);
        apply.visitInsn(Opcodes.RETURN);
        apply.visitMaxs(0, 0);
        made.visitEnd();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(MADE + ".class"));
            out.write(made.toByteArray());
            out.putNextEntry(new JarEntry("META-INF/services/" + INTEGRATION.replace('/', '.')));
            out.write(MADE.replace('/', '.').getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
