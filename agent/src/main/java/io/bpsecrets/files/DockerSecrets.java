package io.bpsecrets.files;

import io.bpsecrets.chain.FileSource;
import io.bpsecrets.disk.SmallFile;
import io.bpsecrets.log.Redaction;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The secret files that Docker, Podman or Kubernetes mount, UTF-8. */
public final class DockerSecrets implements FileSource {
    private final List<File> directories;

    public DockerSecrets(List<File> directories) {
        this.directories = directories;
    }

    @Override
    public @Nullable String read(String fileName) throws IOException {
        for (File directory : directories) {
            File file = new File(directory, fileName);
            if (file.isFile()) {
                return text(file);
            }
        }
        return null;
    }

    @Override
    public String paths(String fileName) {
        StringBuilder paths = new StringBuilder();
        for (File directory : directories) {
            paths.append(paths.length() == 0 ? "" : " or ").append(new File(directory, fileName));
        }
        return Redaction.path(paths.toString());
    }

    private static String text(File file) throws IOException {
        try {
            return withoutNewline(new String(SmallFile.read(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Removes one line end, which {@code echo secret | docker secret create} adds. */
    private static String withoutNewline(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
