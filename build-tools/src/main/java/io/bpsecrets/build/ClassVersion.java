package io.bpsecrets.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives a class file another version: {@code ClassVersion FILE VERSION}. The class must use nothing newer. It is needed because
 * no compiler of today writes files for Java 6.
 */
final class ClassVersion {
    private ClassVersion() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        byte[] bytes = Files.readAllBytes(file);
        // JVMS 4.1: magic, minor version, major version, two bytes each but the first.
        bytes[6] = 0;
        bytes[7] = Byte.parseByte(arguments[1]);
        Files.write(file, bytes);
    }
}
