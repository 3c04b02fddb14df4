package io.bpsecrets.files;

import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells which paths mean a secrets directory or a file right in it, whatever way they are written. */
final class SecretDirectories implements SnapshotListener {
    /** Remembered paths; only of such whose last name, or the one before, is that of a secrets directory, or dots. */
    private static final int MAX_REMEMBERED = 256;

    private final String[] given;
    private final String working;
    /** Replaced, not cleared: what a thread has found out before a snapshot goes to where nobody looks after it. */
    private volatile ConcurrentHashMap<String, String> realPaths = new ConcurrentHashMap<String, String>();
    /** Most programs read the same few files again and again. Replaced likewise. */
    private volatile ConcurrentHashMap<String, Location> located = new ConcurrentHashMap<String, Location>();

    /** @param working the directory that relative paths begin at, absolute */
    SecretDirectories(List<File> directories, String working) {
        this.working = working;
        this.given = new String[directories.size()];
        for (int i = 0; i < given.length; i++) {
            String written = absolute(directories.get(i).getPath());
            String last = written.substring(written.lastIndexOf('/') + 1);
            given[i] = last.isEmpty() || last.equals(".") || last.equals("..") ? realPath(written) : written;
        }
    }

    /** Last names, as written and without links, for the hook's first look. */
    String[] names() {
        Set<String> names = new LinkedHashSet<String>();
        for (int i = 0; i < given.length; i++) {
            names.add(given[i].substring(given[i].lastIndexOf('/') + 1));
            names.add(real(i).substring(real(i).lastIndexOf('/') + 1));
        }
        return names.toArray(new String[0]);
    }

    /** True where a bare name may be one of ours. */
    boolean contain(String directory) {
        for (String secrets : given) {
            if (directory.equals(secrets) || directory.startsWith(secrets + "/")) {
                return true;
            }
        }
        return false;
    }

    boolean containWorkingDirectory() {
        String reached = realPath(working);
        for (int i = 0; i < given.length; i++) {
            if (reached.equals(real(i)) || reached.startsWith(real(i) + "/")) {
                return true;
            }
        }
        return contain(working);
    }

    /** @return null where the path is neither a secrets directory nor right in one */
    Location locate(String path) {
        ConcurrentHashMap<String, Location> now = located;
        Location known = now.get(path);
        if (known != null) {
            return known;
        }
        Location found = search(path);
        if (found != null) {
            remember(now, path, found);
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

    private Location search(String path) {
        String absolute = absolute(path);
        int slash = absolute.lastIndexOf('/');
        String last = absolute.substring(slash + 1);
        if (last.equals("..") || last.equals(".") || last.isEmpty()) {
            absolute = realPath(absolute);
            slash = absolute.lastIndexOf('/');
            last = absolute.substring(slash + 1);
        }
        int directory = index(absolute);
        if (directory >= 0) {
            return new Location(new File(given[directory]), real(directory), null);
        }
        directory = index(slash <= 0 ? "/" : absolute.substring(0, slash));
        return directory < 0 ? null : new Location(new File(given[directory]), real(directory), last);
    }

    /** Links may have been changed meanwhile. Real paths first: a location is made of them. */
    @Override
    public void published(Snapshot snapshot) {
        realPaths = new ConcurrentHashMap<String, String>();
        located = new ConcurrentHashMap<String, Location>();
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

    private String real(int directory) {
        return realPath(given[directory]);
    }

    private String realPath(String path) {
        ConcurrentHashMap<String, String> now = realPaths;
        String known = now.get(path);
        if (known != null) {
            return known;
        }
        String reached;
        try {
            reached = new File(path).getCanonicalPath();
        } catch (IOException e) {
            reached = path;
        }
        remember(now, path, reached);
        return reached;
    }

    private static <V> void remember(ConcurrentHashMap<String, V> known, String path, V value) {
        if (known.size() >= MAX_REMEMBERED) {
            known.clear();
        }
        known.put(path, value);
    }

    private String absolute(String path) {
        String whole = path.startsWith("/") ? path : path.isEmpty() ? working : working + "/" + path;
        int end = whole.length();
        while (end > 1 && whole.charAt(end - 1) == '/') {
            end--;
        }
        return whole.substring(0, end);
    }
}
