package io.bpsecrets.files;

import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import io.bpsecrets.chain.StackRoom;
import java.io.File;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells which paths mean a secrets directory, a name right in one, or something further below, in whatever way they are written.
 * What leads to a secrets directory from outside is remembered until the next snapshot. What leads on inside of one is not:
 * Kubernetes swaps such links at any moment.
 */
final class SecretsPathFinder implements SnapshotListener {
    private final SecretDirectories directories;
    /**
     * What was found, because most programs read the same few files again and again. It is replaced and not cleared: what a thread has found
     * out before a snapshot then goes to a map that nobody looks into any more.
     */
    private volatile ConcurrentHashMap<String, SecretsPath> remembered = new ConcurrentHashMap<String, SecretsPath>();

    SecretsPathFinder(SecretDirectories directories) {
        this.directories = directories;
    }

    /** Links may have been changed meanwhile. {@link SecretDirectories#follow} has it called when the old real paths are forgotten. */
    @Override
    public void published(Snapshot snapshot) {
        remembered = new ConcurrentHashMap<String, SecretsPath>();
    }

    /**
     * @param path one of java.io: if it is relative, it begins at the working directory of the process
     * @return null if the path is none of a secrets directory
     */
    @Nullable
    SecretsPath find(String path) {
        String absolute = directories.absolute(path);
        ConcurrentHashMap<String, SecretsPath> now = remembered;
        SecretsPath known = now.get(absolute);
        if (known != null) {
            return known;
        }
        StackRoom.require();
        SecretsPath found = search(absolute);
        if (found != null && !hasDots(absolute, 0)) {
            SecretDirectories.remember(now, absolute, found);
        }
        return found;
    }

    private @Nullable SecretsPath search(String path) {
        String absolute = SecretDirectories.isDots(SecretDirectories.name(path)) ? directories.realPath(path) : path;
        int slash = absolute.lastIndexOf('/');
        String last = absolute.substring(slash + 1);
        String parent = slash <= 0 ? "/" : absolute.substring(0, slash);
        if (slash > 0 && SecretDirectories.isDots(SecretDirectories.name(parent))) {
            return parent.endsWith("/.")
                    ? search(parent.substring(0, parent.length() - 1) + last)
                    : beyond(parent, last);
        }
        for (int i = 0; i < directories.count(); i++) {
            if (absolute.equals(directories.given(i))) {
                return found(i, null);
            }
            if (parent.equals(directories.given(i))) {
                return found(i, last);
            }
        }
        for (int end = absolute.indexOf('/', 1); end > 0; end = absolute.indexOf('/', end + 1)) {
            int directory = directories.isNamed(absolute, end) ? index(absolute.substring(0, end)) : -1;
            if (directory >= 0) {
                if (hasDots(absolute, end)) {
                    return beyond(parent, last);
                }
                return end == slash
                        ? found(directory, last)
                        : SecretsPath.below(new File(directories.given(directory)), directories.real(directory));
            }
        }
        int root = slash == 0 ? index("/") : -1;
        if (root >= 0) {
            return found(root, last);
        }
        int directory = directories.isNamed(absolute, absolute.length()) ? index(absolute) : -1;
        return directory < 0 ? null : found(directory, null);
    }

    /** @param name null for the directory itself */
    private SecretsPath found(int directory, @Nullable String name) {
        return new SecretsPath(new File(directories.given(directory)), directories.real(directory), name);
    }

    /** The same for a path with dots inside. It is not remembered, because it may lead over a link that is swapped. */
    private @Nullable SecretsPath beyond(String parent, String last) {
        String reached = RealPath.now(parent);
        if (reached == null) {
            reached = SecretDirectories.canonical(parent);
        }
        return hasDots(reached, 0) ? null : search(reached.equals("/") ? "/" + last : reached + "/" + last);
    }

    /** @return the number of the secrets directory that a path leads to, or -1 */
    private int index(String path) {
        for (int i = 0; i < directories.count(); i++) {
            if (path.equals(directories.given(i))) {
                return i;
            }
        }
        String reached = directories.realPath(path);
        for (int i = 0; i < directories.count(); i++) {
            if (reached.equals(directories.real(i))) {
                return i;
            }
        }
        return -1;
    }

    /** True if a name behind this position is empty or made of dots. */
    private static boolean hasDots(String path, int from) {
        return path.indexOf("//", from) >= 0 || path.indexOf("/./", from) >= 0 || path.indexOf("/../", from) >= 0;
    }
}
