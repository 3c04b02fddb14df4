package io.bpsecrets.it;

import io.bpsecrets.harness.Lab;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Another agent beside ours: a program of package app in a jar. */
final class AgentJar {
    private AgentJar() {}

    /** @return the option of the JVM that starts it with this argument */
    static String of(Lab lab, String program, String argument) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", "app." + program);
        main.putValue("Can-Retransform-Classes", "true");
        Path jar = lab.newFolder().resolve("other.jar");
        Path classes = Path.of(System.getProperty("bp.programs"), "app");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                DirectoryStream<Path> files = Files.newDirectoryStream(classes, program + "*.class")) {
            for (Path file : files) {
                out.putNextEntry(new JarEntry("app/" + file.getFileName()));
                Files.copy(file, out);
            }
        }
        return "-javaagent:" + jar + "=" + argument;
    }
}
