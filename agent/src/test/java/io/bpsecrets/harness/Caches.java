package io.bpsecrets.harness;

import java.nio.file.Path;

/** Where downloads of the build live: outside the tree, so that a clean checkout does not fetch them again. */
final class Caches {

    static Path folder() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("bp-secrets");
    }

    /** Where {@code build-tools/get-jdks.sh} puts runtimes: not in root's home, which the other users of the tests cannot enter. */
    static Path jdks() {
        boolean root = System.getProperty("user.name").equals("root");
        return (root ? Path.of("/var/cache/bp-secrets") : folder()).resolve("jdks");
    }

    private Caches() {}
}
