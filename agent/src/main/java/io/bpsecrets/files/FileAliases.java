package io.bpsecrets.files;

import io.bpsecrets.chain.Mapping;
import java.io.File;

/**
 * Other names, below a secrets directory, of what is a mapped name's file on the disk: {@code ..data/db_password} where
 * Kubernetes has the link {@code db_password -> ..data/db_password}. Nothing is remembered: such links are swapped at any
 * moment, and a file must never be taken for what it was.
 */
final class FileAliases {
    private final Mapping mapping;
    private final ServedFileStore secrets;

    FileAliases(Mapping mapping, ServedFileStore secrets) {
        this.mapping = mapping;
        this.secrets = secrets;
    }

    /**
     * @param path absolute, located at {@code location}
     * @return the directory itself or the name right in it that the path means, or null where it is what it is on the disk
     */
    SecretsPath find(String path, SecretsPath location) {
        String real = RealPath.now(path);
        String directory =
                real == null ? null : RealPath.now(location.directory().getPath());
        if (directory == null) {
            return null;
        }
        if (real.equals(directory)) {
            return new SecretsPath(location.directory(), directory, null);
        }
        String last = real.substring(real.lastIndexOf('/') + 1);
        if (isServed(last, directory, real)) {
            return new SecretsPath(location.directory(), directory, last);
        }
        String[] onDisk = new File(real).isFile() ? new File(directory).list() : null;
        for (int i = 0; onDisk != null && i < onDisk.length; i++) {
            if (isServed(onDisk[i], directory, real)) {
                return new SecretsPath(location.directory(), directory, onDisk[i]);
            }
        }
        return null;
    }

    private boolean isServed(String name, String directory, String real) {
        if (!mapping.coversFile(name) || !real.equals(RealPath.now(directory + "/" + name))) {
            return false;
        }
        ServedFileSet served = secrets.now();
        return served != null && served.get(name) != null;
    }
}
