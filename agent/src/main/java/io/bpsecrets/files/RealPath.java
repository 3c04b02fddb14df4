package io.bpsecrets.files;

import io.bpsecrets.names.FileQuestion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Paths without symbolic links. */
final class RealPath {
    private RealPath() {}

    /**
     * {@link Path#toRealPath} of a served file: what it would be if the file were there.
     *
     * @param options a LinkOption[]; the only one that the JDK has asks not to follow links
     */
    static Path of(Path path, @Nullable Object options, SecretsPath secretsPath) {
        boolean follow = !(options instanceof Object[]) || ((Object[]) options).length == 0;
        return follow
                ? path.getFileSystem().getPath(secretsPath.realPath())
                : path.toAbsolutePath().normalize();
    }

    /**
     * The path as the JDK resolves it if it is relative. java.io hands it to the system as it is, so it begins at the process's directory.
     * There is one exception: the canonical path begins at the user.dir of the start. NIO puts that in front of each (UnixPath).
     *
     * @param path a String, File or Path
     * @return the path as written if it begins at the process's directory
     */
    static String absolute(String question, Object path, String written) {
        if (written.startsWith("/")) {
            return written;
        }
        if (path instanceof Path) {
            return ((Path) path).toAbsolutePath().toString();
        }
        // Also for an empty path, which is the process's directory since Java 25, and nothing before (JDK-8024695).
        return question.equals(FileQuestion.CANONICAL_PATH) ? new File(written).getAbsolutePath() : written;
    }

    /**
     * The path without links at this moment. File.getCanonicalPath is not asked, because Java 8 and 11 remember its answer for 30 s
     * (java.io.ExpiringCache).
     *
     * @return null if nothing is there
     */
    static @Nullable String now(String path) {
        File file = new File(path);
        // A toRealPath that fails makes an exception with its stack.
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

    /** False if the application has a default file system of its own, whose code shall not run here. */
    static boolean isTheJdks(Path path) {
        return path.getClass().getName().startsWith("sun.nio.fs.");
    }
}
