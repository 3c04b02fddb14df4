package app.files;

import java.io.File;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Where the secrets are, and what they are called. */
final class SecretsFolder {
    /** One line without a line break at its end. In a real directory that is there already, a file of this name is hidden. */
    static final String PASSWORD = "db_password";
    /** Three lines of key=value, a letter that is not ASCII, a line break at the end. */
    static final String PROPERTIES = "app.properties";
    /** A name given by the operator: not lower case. Hides a real file as {@link #PASSWORD} does. */
    static final String RENAMED = "Api.Key";
    /** No byte. */
    static final String EMPTY = "empty";
    /** More than any buffer of the JDK. */
    static final String LARGE = "large";
    /** All 256 bytes, in no encoding of text. */
    static final String BINARY = "all-bytes.bin";
    /** A PKCS#12 key store with the password {@code changeit}. */
    static final String STORE = "keystore.p12";
    /** A jar with {@code app/files/Greeting.class}, {@code greeting.txt} and a manifest. */
    static final String JAR = "library.jar";
    /** A real file that is no secret of ours; only in a real directory that is there already. */
    static final String UNMAPPED = "plain.txt";
    /** A secret of ours whose value is the real file of this name; only in a directory that is there already. */
    static final String FROM_DISK = "from_disk";
    /** A real sub-directory with the files token and namespace, as Kubernetes mounts it. */
    static final String SUBDIRECTORY = "serviceaccount";
    /** Neither real nor a secret. */
    static final String ABSENT = "no_such_name";

    private final String base;
    private final Path scratch;

    /**
     * @param base what stands before /run/secrets; may be empty
     * @param scratch an ordinary directory to write to
     */
    SecretsFolder(String base, String scratch) {
        this.base = base;
        this.scratch = Paths.get(scratch);
    }

    String directory() {
        return base + "/run/secrets";
    }

    /** The directory through a symbolic link to its parent. */
    String alias() {
        return base + "/var/run/secrets";
    }

    /** A real directory whose name begins with that of the secrets. */
    String sibling() {
        return base + "/run/secretsx";
    }

    String base() {
        return base;
    }

    String name(String file) {
        return directory() + "/" + file;
    }

    File file(String file) {
        return new File(name(file));
    }

    Path path(String file) {
        return Paths.get(name(file));
    }

    File directoryFile() {
        return new File(directory());
    }

    Path directoryPath() {
        return Paths.get(directory());
    }

    /** The same file named from the working directory. */
    Path relative(String file) {
        return Paths.get("").toAbsolutePath().relativize(path(file));
    }

    /** A new name in the scratch directory. */
    Path scratch(String file) {
        return scratch.resolve(file);
    }
}
