package io.bpsecrets.files;

import io.bpsecrets.chain.FileSource;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The secret files that Docker, Podman or Kubernetes mount, UTF-8. */
public final class DockerSecrets implements FileSource {
    /** Docker's own limit is 500 kB, Kubernetes' and Vault's 1 MiB. */
    private static final int MAX_BYTES = 1 << 20;

    private final List<File> directories;

    public DockerSecrets(List<File> directories) {
        this.directories = directories;
    }

    @Override
    public String read(String fileName) throws IOException {
        for (File directory : directories) {
            File file = new File(directory, fileName);
            if (file.isFile()) {
                return text(file);
            }
        }
        return null;
    }

    @Override
    public String place(String fileName) {
        StringBuilder place = new StringBuilder();
        for (File directory : directories) {
            place.append(place.length() == 0 ? "" : " or ").append(new File(directory, fileName));
        }
        return place.toString();
    }

    private static String text(File file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = new FileInputStream(file)) {
            byte[] buffer = new byte[4096];
            for (int n = in.read(buffer); n >= 0 && bytes.size() <= MAX_BYTES; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new IOException(file + " cannot be read" + (file.canRead() ? "" : ": no permission"), e);
        }
        if (bytes.size() > MAX_BYTES) {
            throw new IOException(file + " is larger than 1 MiB");
        }
        return withoutNewline(new String(bytes.toByteArray(), StandardCharsets.UTF_8));
    }

    /** One, as {@code echo secret | docker secret create} leaves it. */
    private static String withoutNewline(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
