package io.bpsecrets.jvm.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * An InetAddressResolverProvider, which Java has since 18 and no compiler for Java 8 knows: the class app.early.Resolvers,
 * which says so when it is made and passes on to the JDK's own.
 */
final class OwnResolver {
    private static final String NAME = "app/early/Resolvers";
    private static final String PARENT = "java/net/spi/InetAddressResolverProvider";

    private OwnResolver() {}

    /** @return a folder for the class path */
    static Path service(Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("app/early"));
        Files.write(classes.resolve("Resolvers.class"), bytes());
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(PARENT.replace('/', '.')), NAME.replace('/', '.') + "\n");
        return folder;
    }

    private static byte[] bytes() {
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        out.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, NAME, null, PARENT, null);
        MethodVisitor made = out.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        made.visitVarInsn(Opcodes.ALOAD, 0);
        made.visitMethodInsn(Opcodes.INVOKESPECIAL, PARENT, "<init>", "()V", false);
        made.visitFieldInsn(Opcodes.GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;");
        made.visitLdcInsn("resolver made");
        made.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/io/PrintStream", "println", "(Ljava/lang/String;)V", false);
        made.visitInsn(Opcodes.RETURN);
        made.visitMaxs(0, 0);
        made.visitEnd();
        MethodVisitor name = out.visitMethod(Opcodes.ACC_PUBLIC, "name", "()Ljava/lang/String;", null, null);
        name.visitLdcInsn("own");
        name.visitInsn(Opcodes.ARETURN);
        name.visitMaxs(0, 0);
        name.visitEnd();
        String configuration = PARENT + "$Configuration";
        MethodVisitor get = out.visitMethod(
                Opcodes.ACC_PUBLIC, "get", "(L" + configuration + ";)Ljava/net/spi/InetAddressResolver;", null, null);
        get.visitVarInsn(Opcodes.ALOAD, 1);
        get.visitMethodInsn(
                Opcodes.INVOKEINTERFACE,
                configuration,
                "builtinResolver",
                "()Ljava/net/spi/InetAddressResolver;",
                true);
        get.visitInsn(Opcodes.ARETURN);
        get.visitMaxs(0, 0);
        get.visitEnd();
        out.visitEnd();
        return out.toByteArray();
    }
}
