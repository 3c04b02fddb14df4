package io.bpsecrets.files;

import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells which paths mean a secrets directory, a name right in one, or something further below, whatever way they are written.
 * What leads to a secrets directory from outside is remembered until the next snapshot. What leads on inside of one is not:
 * Kubernetes swaps such links at any moment.
 */
final class SecretDirectories implements SnapshotListener {
    /** Remembered paths; only of such whose last name is that of a secrets directory, or dots. */
    private static final int MAX_REMEMBERED = 256;

    private final String[] given;
    /** Last names of the secrets directories, as written and without links. */
    private final String[] names;
    /** Null: the working directory of the process, looked up when it is needed. */
    private final String working;
    /** Replaced, not cleared: what a thread has found out before a snapshot goes to where nobody looks after it. */
    private volatile ConcurrentHashMap<String, String> realPaths = new ConcurrentHashMap<String, String>();
    /** Most programs read the same few files again and again. Replaced likewise. */
    private volatile ConcurrentHashMap<String, SecretsPath> located = new ConcurrentHashMap<String, SecretsPath>();

    /** @param working the directory that relative paths of java.io begin at, absolute; null for that of the process */
    SecretDirectories(List<File> directories, String working) {
        this.working = working;
        this.given = new String[directories.size()];
        Set<String> last = new LinkedHashSet<String>();
        for (int i = 0; i < given.length; i++) {
            String written = absolute(directories.get(i).getPath());
            String end = name(written);
            given[i] = isDots(end) ? realPath(written) : written;
            last.add(name(given[i]));
            last.add(name(real(i)));
        }
        this.names = last.toArray(new String[0]);
    }

    /** Last names, as written and without links, for the hook's first look. */
    String[] names() {
        return names.clone();
    }

    /** The given directories, without links. */
    String[] real() {
        String[] real = new String[given.length];
        for (int i = 0; i < given.length; i++) {
            real[i] = real(i);
        }
        return real;
    }

    /** True where a bare name may be one of ours: java.io's begin at the process's directory, NIO's at user.dir. */
    boolean containWorkingDirectory() {
        if (contain(System.getProperty("user.dir", "/"))) {
            return true;
        }
        for (String directory : given) {
            // Nobody works in a directory that is not there.
            if (new File(directory).isDirectory()) {
                return contain(workingDirectory());
            }
        }
        return working != null && contain(working);
    }

    private boolean contain(String directory) {
        String reached = realPath(directory);
        for (int i = 0; i < given.length; i++) {
            if (isAtOrBelow(directory, given[i]) || isAtOrBelow(reached, real(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAtOrBelow(String path, String directory) {
        return path.startsWith(directory)
                && (path.length() == directory.length() || path.charAt(directory.length()) == '/');
    }

    /**
     * @param path one of java.io: if it is relative, it begins at the working directory of the process
     * @return null where the path is none of a secrets directory
     */
    SecretsPath locate(String path) {
        String absolute = absolute(path);
        ConcurrentHashMap<String, SecretsPath> now = located;
        SecretsPath known = now.get(absolute);
        if (known != null) {
            return known;
        }
        SecretsPath found = search(absolute);
        if (found != null && !hasDots(absolute, 0)) {
            remember(now, absolute, found);
        }
        return found;
    }

    /**
     * The last name of a path in a secrets directory, however deep. For a door that has failed: it needs no class but this one.
     *
     * @return null where the path is not in a secrets directory
     */
    String nameInside(String path) {
        String absolute = absolute(path);
        String name = absolute.substring(absolute.lastIndexOf('/') + 1);
        if (contain(absolute)) {
            return name;
        }
        String reached = realPath(absolute.substring(0, Math.max(1, absolute.lastIndexOf('/'))));
        for (int i = 0; i < given.length; i++) {
            if (reached.equals(real(i)) || reached.startsWith(real(i) + "/")) {
                return name;
            }
        }
        return null;
    }

    private SecretsPath search(String path) {
        String absolute = isDots(name(path)) ? realPath(path) : path;
        int slash = absolute.lastIndexOf('/');
        String last = absolute.substring(slash + 1);
        String parent = slash <= 0 ? "/" : absolute.substring(0, slash);
        if (slash > 0 && isDots(name(parent))) {
            return parent.endsWith("/.")
                    ? search(parent.substring(0, parent.length() - 1) + last)
                    : beyond(parent, last);
        }
        for (int i = 0; i < given.length; i++) {
            if (absolute.equals(given[i])) {
                return new SecretsPath(new File(given[i]), real(i), null);
            }
            if (parent.equals(given[i])) {
                return new SecretsPath(new File(given[i]), real(i), last);
            }
        }
        for (int end = absolute.indexOf('/', 1); end > 0; end = absolute.indexOf('/', end + 1)) {
            int directory = isNamed(absolute, end) ? index(absolute.substring(0, end)) : -1;
            if (directory >= 0) {
                if (hasDots(absolute, end)) {
                    return beyond(parent, last);
                }
                return end == slash
                        ? new SecretsPath(new File(given[directory]), real(directory), last)
                        : SecretsPath.below(new File(given[directory]), real(directory));
            }
        }
        int root = slash == 0 ? index("/") : -1;
        if (root >= 0) {
            return new SecretsPath(new File(given[root]), real(root), last);
        }
        int directory = isNamed(absolute, absolute.length()) ? index(absolute) : -1;
        return directory < 0 ? null : new SecretsPath(new File(given[directory]), real(directory), null);
    }

    /** The same for a path with dots inside. Not remembered: it may lead over a link that is swapped. */
    private SecretsPath beyond(String parent, String last) {
        String reached = RealPath.now(parent);
        if (reached == null) {
            reached = canonical(parent);
        }
        return hasDots(reached, 0) ? null : search(reached.equals("/") ? "/" + last : reached + "/" + last);
    }

    /** Links may have been changed meanwhile. Real paths first: a location is made of them. */
    @Override
    public void published(Snapshot snapshot) {
        realPaths = new ConcurrentHashMap<String, String>();
        located = new ConcurrentHashMap<String, SecretsPath>();
    }

    private int index(String directory) {
        for (int i = 0; i < given.length; i++) {
            if (directory.equals(given[i])) {
                return i;
            }
        }
        String reached = realPath(directory);
        for (int i = 0; i < given.length; i++) {
            if (reached.equals(real(i))) {
                return i;
            }
        }
        return -1;
    }

    /** True where the name that ends there is that of a secrets directory. */
    private boolean isNamed(String path, int end) {
        for (String name : names) {
            int from = end - name.length();
            if (from > 0 && path.charAt(from - 1) == '/' && path.startsWith(name, from)) {
                return true;
            }
        }
        return false;
    }

    private String real(int directory) {
        return realPath(given[directory]);
    }

    private String realPath(String path) {
        ConcurrentHashMap<String, String> now = realPaths;
        String known = now.get(path);
        if (known != null) {
            return known;
        }
        String reached = canonical(path);
        remember(now, path, reached);
        return reached;
    }

    private static String canonical(String path) {
        try {
            return new File(path).getCanonicalPath();
        } catch (IOException e) {
            return path;
        }
    }

    private static <V> void remember(ConcurrentHashMap<String, V> known, String path, V value) {
        if (known.size() >= MAX_REMEMBERED) {
            known.clear();
        }
        known.put(path, value);
    }

    private String absolute(String path) {
        String whole =
                path.startsWith("/") ? path : path.isEmpty() ? workingDirectory() : workingDirectory() + "/" + path;
        int end = whole.length();
        while (end > 1 && whole.charAt(end - 1) == '/') {
            end--;
        }
        return whole.substring(0, end);
    }

    private String workingDirectory() {
        if (working != null) {
            return working;
        }
        String reached = realPath("/proc/self/cwd");
        // No /proc: then it is what the JDK took it for at its start.
        return reached.startsWith("/proc/self") ? new File("").getAbsolutePath() : reached;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean isDots(String name) {
        return name.isEmpty() || name.equals(".") || name.equals("..");
    }

    /** True where a name behind this place is empty or made of dots. */
    private static boolean hasDots(String path, int from) {
        return path.indexOf("//", from) >= 0 || path.indexOf("/./", from) >= 0 || path.indexOf("/../", from) >= 0;
    }
}
