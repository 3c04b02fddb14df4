package io.bpsecrets.files;

import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The secrets directories, as they are given and without links. Real paths are remembered until the next snapshot. */
final class SecretDirectories implements SnapshotListener {
    /** How many paths are remembered. Only such are whose last name is that of a secrets directory, or dots. */
    private static final int MAX_REMEMBERED = 256;

    private final String[] given;
    /** Last names of the secrets directories, as written and without links. */
    private final String[] names;
    /** Null for the working directory of the process, which is looked up when it is needed. */
    private final @Nullable String working;
    /**
     * Real paths. The map is replaced and not cleared: what a thread has found out before a snapshot then goes to a map that nobody looks into
     * any more.
     */
    private volatile ConcurrentHashMap<String, String> realPaths = new ConcurrentHashMap<String, String>();
    /** Null before the first question of the file hook. */
    private volatile @Nullable SnapshotListener follower;

    /** @param working the directory that relative paths of java.io begin at, absolute; null for that of the process */
    SecretDirectories(List<File> directories, @Nullable String working) {
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

    /** True if a bare name may be one of ours. Those of java.io begin at the process's directory, and those of NIO at user.dir. */
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
     * The last name of a path in a secrets directory, however deep. It is for a door that has failed, and needs no class but this one.
     *
     * @return null if the path is not in a secrets directory
     */
    @Nullable
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

    /**
     * A path that leads nowhere. It is longer than PATH_MAX, so that no system call with it can succeed. It is not a name below a file, because
     * Java 25 takes such a name for a file that does not exist. It is for a door that has failed, like {@link #nameInside}.
     */
    static String nowhere() {
        return "/" + new String(new char[4096]).replace('\0', '-');
    }

    /** @param finder remembers what it makes of the real paths; it is told of each snapshot when they have been forgotten */
    void follow(SnapshotListener finder) {
        follower = finder;
    }

    /** Links may have been changed meanwhile. */
    @Override
    public void published(Snapshot snapshot) {
        realPaths = new ConcurrentHashMap<String, String>();
        SnapshotListener finder = follower;
        if (finder != null) {
            finder.published(snapshot);
        }
    }

    /** How many there are. */
    int count() {
        return given.length;
    }

    /** The path of a directory as it is given, absolute. */
    String given(int directory) {
        return given[directory];
    }

    /** The same without links. */
    String real(int directory) {
        return realPath(given[directory]);
    }

    /** True if the name that ends there is that of a secrets directory. */
    boolean isNamed(String path, int end) {
        for (String name : names) {
            int from = end - name.length();
            if (from > 0 && path.charAt(from - 1) == '/' && path.startsWith(name, from)) {
                return true;
            }
        }
        return false;
    }

    String realPath(String path) {
        ConcurrentHashMap<String, String> now = realPaths;
        String known = now.get(path);
        if (known != null) {
            return known;
        }
        String reached = canonical(path);
        remember(now, path, reached);
        return reached;
    }

    static String canonical(String path) {
        try {
            return new File(path).getCanonicalPath();
        } catch (IOException e) {
            return path;
        }
    }

    static <V> void remember(ConcurrentHashMap<String, V> known, String path, V value) {
        if (known.size() >= MAX_REMEMBERED) {
            known.clear();
        }
        known.put(path, value);
    }

    /** Without slashes at the end. */
    String absolute(String path) {
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
        // Without /proc it is what the JDK took it for at its start.
        return reached.startsWith("/proc/self") ? new File("").getAbsolutePath() : reached;
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static boolean isDots(String name) {
        return name.isEmpty() || name.equals(".") || name.equals("..");
    }
}
