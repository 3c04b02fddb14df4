package io.bpsecrets.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One installed Java runtime.
 *
 * @param home its home folder, a real path
 * @param major the feature version: 8, 11, 17 …
 */
public record Jdk(Path home, int major) {

    public Path java() {
        return home.resolve("bin/java");
    }

    /** A tool of this runtime or, where it is a bare JRE, of the JVM that runs the tests. */
    public Path tool(String name) {
        Path own = home.resolve("bin").resolve(name);
        return Files.isExecutable(own) ? own : Path.of(System.getProperty("java.home"), "bin", name);
    }

    @Override
    public String toString() {
        return "Java " + major;
    }
}
