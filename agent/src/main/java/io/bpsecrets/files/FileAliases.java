package io.bpsecrets.files;

import io.bpsecrets.chain.Mapping;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * Other names, below a secrets directory, of what is a mapped name's file on the disk. An example is {@code ..data/db_password}, for which
 * Kubernetes has the link {@code db_password -> ..data/db_password}. Nothing is remembered, because such links are swapped at any
 * moment, and a file must never be taken for what it was.
 */
final class FileAliases {
    private final Mapping mapping;
    private final ServedFileStore store;

    FileAliases(Mapping mapping, ServedFileStore store) {
        this.mapping = mapping;
        this.store = store;
    }

    /**
     * @param path absolute, which was taken for {@code found}
     * @return the directory itself or the name right in it that the path means, or null if it means the file on the disk
     */
    @Nullable
    SecretsPath find(String path, SecretsPath found) {
        String real = RealPath.now(path);
        if (real == null) {
            return null;
        }
        String directory = RealPath.now(found.directory().getPath());
        if (directory == null) {
            return null;
        }
        if (real.equals(directory)) {
            return new SecretsPath(found.directory(), directory, null);
        }
        String last = real.substring(real.lastIndexOf('/') + 1);
        if (isServed(last, directory, real)) {
            return new SecretsPath(found.directory(), directory, last);
        }
        String[] onDisk = new File(real).isFile() ? new File(directory).list() : null;
        for (int i = 0; onDisk != null && i < onDisk.length; i++) {
            if (isServed(onDisk[i], directory, real)) {
                return new SecretsPath(found.directory(), directory, onDisk[i]);
            }
        }
        return null;
    }

    private boolean isServed(String name, String directory, String real) {
        if (!mapping.coversFile(name) || !real.equals(RealPath.now(directory + "/" + name))) {
            return false;
        }
        ServedFileSet files = store.now();
        return files != null && files.get(name) != null;
    }
}
