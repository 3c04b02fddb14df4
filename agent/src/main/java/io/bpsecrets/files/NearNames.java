package io.bpsecrets.files;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds names below the secrets directories that lead to a mapped name's file on the disk, or on the way to it. The hook must let
 * their letters through, so that {@link FileAliases} is asked. It runs before main if a secrets directory is on the disk.
 */
final class NearNames {
    /** The kubelet's link to the folder of the moment (kubernetes/pkg/volume/util/atomic_writer.go). */
    private static final String KUBERNETES = "..data";

    /** How many folders deep is looked. Kubernetes needs two. */
    private static final int MAX_DEPTH = 4;

    private static final int MAX_ENTRIES = 1_000;

    private NearNames() {}

    /**
     * @param directory one that is there, without links
     * @param mapped file names
     * @return none of the mapped ones
     * @throws IOException if a path has no real one
     */
    static Set<String> in(String directory, Set<String> mapped) throws IOException {
        Set<String> found = new HashSet<String>();
        String[] entries = new File(directory).list();
        if (entries == null) {
            return found;
        }
        Set<String> targets = new HashSet<String>();
        targets.add(directory);
        List<String> others = new ArrayList<String>();
        for (String name : entries) {
            if (mapped.contains(name)) {
                targets.add(new File(directory, name).getCanonicalPath());
            } else {
                others.add(name);
            }
        }
        look(directory, others.toArray(new String[0]), targets, found, MAX_DEPTH, new int[] {MAX_ENTRIES});
        if (others.contains(KUBERNETES)) {
            // The name of the next folder ends with digits that nobody knows yet.
            for (char before = '0'; before <= '9'; before++) {
                for (char last = '0'; last <= '9'; last++) {
                    found.add("" + before + last);
                }
            }
        }
        found.removeAll(mapped);
        return found;
    }

    /** @return true if a name was found */
    private static boolean look(
            String directory, String[] entries, Set<String> targets, Set<String> found, int depth, int[] left)
            throws IOException {
        boolean any = false;
        for (String name : entries) {
            if (left[0]-- <= 0) {
                return any;
            }
            String path = directory + "/" + name;
            String real = new File(path).getCanonicalPath();
            String[] further = depth > 1 && real.equals(path) ? new File(path).list() : null;
            boolean near = further != null && look(path, further, targets, found, depth - 1, left);
            if (near || leadsTo(real, targets)) {
                found.add(name);
                any = true;
            }
        }
        return any;
    }

    private static boolean leadsTo(String real, Set<String> targets) {
        for (String target : targets) {
            if (target.startsWith(real) && (target.length() == real.length() || target.charAt(real.length()) == '/')) {
                return true;
            }
        }
        return false;
    }
}
