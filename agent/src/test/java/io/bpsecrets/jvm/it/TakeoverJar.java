package io.bpsecrets.jvm.it;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/** A jar in the form of the agent's, with the program app.hostile.Takeover in place of the agent's start. */
final class TakeoverJar {
    private static final String START = "io/bpsecrets/start/Start";

    private TakeoverJar() {}

    static Path in(Path folder) throws IOException {
        Path jar = folder.resolve("takeover.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("bp-secrets/start"));
            out.write(bundle(start()));
        }
        return jar;
    }

    private static byte[] start() throws IOException {
        byte[] program = Files.readAllBytes(Path.of(System.getProperty("bp.programs"), "app/hostile/Takeover.class"));
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(program)
                .accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, "app/hostile/Takeover", START)), 0);
        return writer.toByteArray();
    }

    /** As premain/Bundle says. */
    private static byte[] bundle(byte[] classFile) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(1);
        out.writeInt(START.replace('/', '.').hashCode());
        out.writeInt(16);
        out.writeInt(classFile.length);
        out.write(classFile);
        return bytes.toByteArray();
    }
}
