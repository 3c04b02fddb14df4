package io.bpsecrets.jvm.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.ModuleVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The programs of package app as a jar. */
final class ProgramJar {
    private ProgramJar() {}

    static Path plain(Path folder) throws IOException {
        return write(folder.resolve("app.jar"), new Manifest(), null, "");
    }

    /** The module app, which requires java.base and nothing else. */
    static Path module(Path folder) throws IOException {
        ClassWriter module = new ClassWriter(0);
        module.visit(Opcodes.V9, Opcodes.ACC_MODULE, "module-info", null, null, null);
        ModuleVisitor info = module.visitModule("app", 0, null);
        info.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
        info.visitExport("app", 0);
        info.visitEnd();
        module.visitEnd();
        return write(folder.resolve("app-module.jar"), new Manifest(), module.toByteArray(), "");
    }

    /** An agent: the classes whose names begin so, and the first of them its entry. */
    static Path agent(Path folder, String program) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", "app." + program);
        main.putValue("Can-Retransform-Classes", "true");
        return write(folder.resolve(program + ".jar"), manifest, null, program);
    }

    private static Path write(Path jar, Manifest manifest, byte[] module, String prefix) throws IOException {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                DirectoryStream<Path> classes = Files.newDirectoryStream(
                        Path.of(System.getProperty("bp.programs"), "app"), prefix + "*.class")) {
            for (Path one : classes) {
                out.putNextEntry(new JarEntry("app/" + one.getFileName()));
                Files.copy(one, out);
            }
            if (module != null) {
                out.putNextEntry(new JarEntry("module-info.class"));
                out.write(module);
            }
        }
        return jar;
    }
}
