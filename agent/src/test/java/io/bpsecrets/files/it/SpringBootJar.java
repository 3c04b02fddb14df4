package io.bpsecrets.files.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An executable jar as Spring Boot 2.7 packs it: its loader, a class, and a jar within the jar. */
final class SpringBootJar {
    private static final String CLASSES = "app/files/";

    /** @return boot.jar in a new folder */
    static Path make(Path folder, Path loader) throws IOException {
        Path jar = Files.createDirectory(folder).resolve("boot.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Start-Class", "app.files.Nested");
        manifest.getMainAttributes().putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
        manifest.getMainAttributes().putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                ZipFile classes = new ZipFile(loader.toFile())) {
            for (ZipEntry entry : Collections.list(classes.entries())) {
                if (entry.getName().endsWith(".class")) {
                    try (InputStream in = classes.getInputStream(entry)) {
                        stored(out, entry.getName(), in.readAllBytes());
                    }
                }
            }
            stored(out, CLASSES + "NestedJar.class", program("NestedJar"));
            stored(out, "BOOT-INF/classes/", new byte[0]);
            stored(out, "BOOT-INF/classes/" + CLASSES + "Nested.class", program("Nested"));
            stored(out, "BOOT-INF/classes/" + CLASSES + "Answer.class", program("Answer"));
            stored(out, "BOOT-INF/classes/" + CLASSES + "Answer$Skipped.class", program("Answer$Skipped"));
            stored(out, "BOOT-INF/lib/nested.jar", nested());
        }
        return jar;
    }

    private static byte[] nested() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes)) {
            stored(out, "nested.txt", "from the jar within the jar\n".getBytes(UTF_8));
            stored(out, CLASSES + "Greeting.class", program("Greeting"));
        }
        return bytes.toByteArray();
    }

    private static byte[] program(String name) throws IOException {
        return Files.readAllBytes(Path.of(System.getProperty("bp.programs"), CLASSES + name + ".class"));
    }

    /** Without compression: the loader reads a nested jar in place. */
    private static void stored(JarOutputStream out, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private SpringBootJar() {}
}
