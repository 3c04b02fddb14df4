package io.bpsecrets.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** Paths without symbolic links. */
final class RealPath {
    private RealPath() {}

    /**
     * {@link Path#toRealPath} of a served file: what it would be if the file were there.
     *
     * @param options LinkOption[]; the only one there is asks not to follow links
     */
    static Path of(Path path, Object options, SecretsPath location) {
        boolean follow = !(options instanceof Object[]) || ((Object[]) options).length == 0;
        return follow
                ? path.getFileSystem().getPath(location.realPath())
                : path.toAbsolutePath().normalize();
    }

    /**
     * As the JDK resolves a relative path: java.io hands it to the system as it is (the process's directory), but for the
     * canonical path, which it makes of the user.dir of the start; NIO puts that before each (UnixPath).
     *
     * @param path String, File or Path
     * @return the path as written where it begins at the process's directory
     */
    static String absolute(String question, Object path, String written) {
        if (written.startsWith("/")) {
            return written;
        }
        if (path instanceof Path) {
            return ((Path) path).toAbsolutePath().toString();
        }
        // Also for an empty path, which is the process's directory since Java 25, and nothing before (JDK-8024695).
        return question.equals("getCanonicalPath") ? new File(written).getAbsolutePath() : written;
    }

    /**
     * Where a path leads at this moment. Not File.getCanonicalPath, which Java 8 and 11 remember for 30 s
     * (java.io.ExpiringCache).
     *
     * @return null where nothing is there
     */
    static String now(String path) {
        File file = new File(path);
        // A failed toRealPath costs an exception with its stack.
        if (!file.exists()) {
            return null;
        }
        try {
            Path asked = file.toPath();
            return isTheJdks(asked) ? asked.toRealPath().toString() : file.getCanonicalPath();
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** False where the application has a default file system of its own, whose code shall not run here. */
    static boolean isTheJdks(Path path) {
        return path.getClass().getName().startsWith("sun.nio.fs.");
    }
}
