package io.bpsecrets.hook;

import java.io.File;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What woven file methods call; like {@link Hook} renamed by the build, to {@code jdk.internal.misc.BpSecretsFileHook}, and
 * defined inside java.base, under the same prohibitions. Every method looks at the path first, without an allocation, and for a
 * path that can be none of ours is done.
 *
 * <p>java.io, java.util.zip and sun.nio.fs call here, so the methods are public. The JDK has asked its SecurityManager by then; a
 * program that called here itself would go round that. So the package is one that java.base does not export, which JDK 8 did not
 * have (Java 11's {@code --illegal-access=permit} would open those), and that every JDK's {@code package.access} names.
 *
 * <p>The last argument of each is the name of the woven method.
 */
public final class FileHook {
    /**
     * Asked by method name; handed the path as String or Path, and what else the method has. Answers null to pass, a
     * Throwable to be thrown, or what the question asks for.
     */
    private static volatile BiFunction<String, Object[], Object> door;

    /** Last names of the secrets directories; null while the door is shut. */
    private static volatile String[] names;

    /** The same in the encoding of file names. */
    private static volatile byte[][] nameBytes;

    /**
     * Of the paths that may be ours, the last two letters, as bits: a power of two of words. Null: any path may be one. Never
     * written to.
     */
    private static volatile long[] endings;

    /** True where the working directory is, or is below, a secrets directory: then a bare name may be one of ours. */
    private static volatile boolean inside;

    private FileHook() {}

    /** @param agent which only the agent has */
    public static void connect(
            Hook agent,
            BiFunction<String, Object[], Object> files,
            String[] lastNames,
            byte[][] lastNameBytes,
            long[] lastLetters,
            boolean workingDirectoryIsInside) {
        if (agent == null) {
            return;
        }
        nameBytes = lastNameBytes;
        names = lastNames;
        endings = lastLetters;
        inside = workingDirectoryIsInside;
        door = files;
    }

    /** @param agent which only the agent has */
    public static void connect(Hook agent, long[] lastLetters) {
        if (agent != null) {
            endings = lastLetters;
        }
    }

    /** The place to read instead of this one. */
    public static String read(String path, String method) {
        return read(path, 0, method);
    }

    /** @param mode RandomAccessFile's: the bit 2 is writing */
    public static String read(String path, int mode, String method) {
        Object place = near(path) ? ask((mode & 2) != 0 ? "write" : "read", path, null) : null;
        return place instanceof String ? (String) place : path;
    }

    /** Throws for a file of ours. */
    public static void write(String path, String method) {
        if (near(path)) {
            ask("write", path, null);
        }
    }

    public static boolean flag(boolean real, String path, String method) {
        Object answer = near(path) ? ask(method, path, null) : null;
        return answer instanceof Boolean ? (Boolean) answer : real;
    }

    public static long number(long real, String path, String method) {
        Object answer = near(path) ? ask(method, path, null) : null;
        return answer instanceof Long ? (Long) answer : real;
    }

    public static String text(String real, String path, String method) {
        Object answer = near(path) ? ask(method, path, null) : null;
        return answer instanceof String ? (String) answer : real;
    }

    public static String[] names(String[] real, String path, String method) {
        Object answer = near(path) ? ask("list", path, real) : null;
        return answer instanceof String[] ? (String[]) answer : real;
    }

    /** True for a file of ours: the woven method returns false, as for a file that it may not change. */
    public static boolean refuses(String path, String method) {
        return near(path) && ask("refuses", path, method) != null;
    }

    /** The same for another File than the one whose method is woven; null is the JDK's to refuse. */
    public static boolean refuses(File file, String method) {
        return file != null && refuses(file.getPath(), method);
    }

    /** The place whose mode native code is to look at instead: a served file is nobody's but its owner's. */
    public static File checked(File file, String method) {
        Object place = near(file.getPath()) ? ask("read", file.getPath(), null) : null;
        return place instanceof String ? new File((String) place) : file;
    }

    /** Java 8's archives: the place to read instead. */
    public static File archive(File file, String method) {
        String path = file.getPath();
        Object place = near(path) ? ask("archive", path, null) : null;
        return place instanceof String ? new File((String) place) : file;
    }

    /** Java 8's archives: the name that the application gave, for the place that {@link #archive} gave. */
    public static String archiveName(String place, String method) {
        Object name = ask("archiveName", place, null);
        return name instanceof String ? (String) name : place;
    }

    /** The path to hand to the system instead of this one. */
    public static Object place(Object path, byte[] bytes, String method) {
        Object place = near(bytes) ? ask("place", path, null) : null;
        return place == null ? path : place;
    }

    /** The path whose file store is meant. */
    public static Object store(Object path, byte[] bytes, String method) {
        Object place = near(bytes) ? ask("store", path, null) : null;
        return place == null ? path : place;
    }

    /** Not 0 where symbolic links are to be followed. */
    public static int follow(int follow, Object path, byte[] bytes, String method) {
        return follow == 0 && near(bytes) && ask("follow", path, null) != null ? 1 : follow;
    }

    /** The mode of access(2) to ask the system for instead of this one. */
    public static int access(int mode, Object path, byte[] bytes, String method) {
        Object answer = (mode & 2) != 0 && near(bytes) ? ask("access", path, null) : null;
        return answer instanceof Integer ? (Integer) answer : mode;
    }

    /** What the woven method shall return, or null to let it go on. */
    public static Object answer(Object path, byte[] bytes, Object more, String method) {
        return near(bytes) ? ask(method, path, more) : null;
    }

    /** The options to open with; throws where they write to a file of ours. */
    public static Set<?> options(Set<?> options, Object path, byte[] bytes, String method) {
        Object answer = near(bytes) ? ask("options", path, options) : null;
        return answer instanceof Set ? (Set<?>) answer : options;
    }

    /** Throws for a file of ours. */
    public static void refuse(Object path, byte[] bytes, String method) {
        if (near(bytes)) {
            ask(method, path, null);
        }
    }

    /** Throws for a file of ours; never true. */
    public static boolean denies(Object path, byte[] bytes, String method) {
        refuse(path, bytes, method);
        return false;
    }

    /** The directory to watch instead of this one. */
    public static Object watched(Object path, byte[] bytes, String method) {
        Object place = near(bytes) ? ask("watched", path, null) : null;
        return place == null ? path : place;
    }

    /** Remembers the key of a watched directory. */
    public static WatchKey key(WatchKey key, Object path, Object kinds, String method) {
        ask("key", path, new Object[] {key, kinds});
        return key;
    }

    /** The directory that a key was asked for. */
    public static Path watchable(Path watched, String method) {
        Object asked = ask("watchable", watched, null);
        return asked instanceof Path ? (Path) asked : watched;
    }

    private static Object ask(String question, Object path, Object more) {
        BiFunction<String, Object[], Object> asked = door;
        if (asked == null) {
            return null;
        }
        Object answer;
        try {
            answer = asked.apply(question, new Object[] {path, more});
        } catch (VirtualMachineError failed) {
            throw failed;
        } catch (Throwable failed) {
            return null;
        }
        if (answer instanceof Throwable) {
            FileHook.<RuntimeException>raise((Throwable) answer);
        }
        return answer;
    }

    /** Woven methods declare IOException; this one cannot, since others that call here do not. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable answer) throws T {
        throw (T) answer;
    }

    /** The bit in {@link #endings} of a path's last two letters; start/DoorWiring has the same. */
    private static int ending(int before, int last) {
        return last * 31 + before;
    }

    /** All that most paths pay: to look for their slashes would be a search. A slash at the end is left to that. */
    private static boolean mayEnd(int before, int last) {
        long[] bits = endings;
        int bit = ending(before, last);
        return bits == null || last == '/' || (bits[bit >>> 6 & bits.length - 1] & 1L << bit) != 0;
    }

    /**
     * True where a name in the path is that of a secrets directory, or the last or the one before it is made of dots, or where
     * a relative path may be inside. The door then looks closely. Only the few paths whose letters fit are searched.
     *
     * <p>Compiled into Files.exists, this made it too large to be compiled into its own callers, which then paid 16 bytes for
     * its empty array of options.
     */
    @DontInline
    static boolean near(String path) {
        String[] wanted = names;
        if (wanted == null || path == null) {
            return false;
        }
        int length = path.length();
        if (inside && (length == 0 || path.charAt(0) != '/')) {
            return true;
        }
        if (length > 1 && !mayEnd(path.charAt(length - 2), path.charAt(length - 1))) {
            return false;
        }
        if (ends(path, length, wanted)) {
            return true;
        }
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            return mayBeBare();
        }
        return slash > 0 && (ends(path, slash, wanted) || passes(path, slash, wanted));
    }

    /** Java 8's NIO begins at what user.dir is when it is first used: a name whose letters fit may be inside then. */
    private static boolean mayBeBare() {
        return endings != null;
    }

    /** True where a wanted name is further in front. */
    private static boolean passes(String path, int end, String[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            // The root has no name, and everything is below it.
            int from = wanted[i].isEmpty() ? -1 : path.indexOf(wanted[i]);
            while (from >= 0 && from < end) {
                int behind = from + wanted[i].length();
                if (path.charAt(behind) == '/' && (from == 0 || path.charAt(from - 1) == '/')) {
                    return true;
                }
                from = path.indexOf(wanted[i], from + 1);
            }
        }
        return false;
    }

    /** True where the name that ends there is a wanted one, or is made of dots. */
    private static boolean ends(String path, int end, String[] wanted) {
        if (end > 0 && path.charAt(end - 1) == '.') {
            int from = end > 1 && path.charAt(end - 2) == '.' ? end - 2 : end - 1;
            if (from == 0 || path.charAt(from - 1) == '/') {
                return true;
            }
        }
        for (int i = 0; i < wanted.length; i++) {
            int from = end - wanted[i].length();
            if (from >= 0 && path.startsWith(wanted[i], from) && (from == 0 || path.charAt(from - 1) == '/')) {
                return true;
            }
        }
        return false;
    }

    /** The same for the bytes of a UnixPath. */
    @DontInline
    static boolean near(byte[] path) {
        byte[][] wanted = nameBytes;
        if (wanted == null) {
            return false;
        }
        int length = path.length;
        if (inside && (length == 0 || path[0] != '/')) {
            return true;
        }
        if (length > 1 && !mayEnd(path[length - 2], path[length - 1])) {
            return false;
        }
        if (ends(path, length, wanted)) {
            return true;
        }
        int slash = length - 1;
        while (slash >= 0 && path[slash] != '/') {
            slash--;
        }
        if (slash < 0) {
            return mayBeBare();
        }
        return slash > 0 && (ends(path, slash, wanted) || passes(path, slash, wanted));
    }

    private static boolean passes(byte[] path, int end, byte[][] wanted) {
        for (int slash = end - 1; slash > 0; slash--) {
            for (int i = 0; path[slash] == '/' && i < wanted.length; i++) {
                int from = slash - wanted[i].length;
                if (from >= 0 && from < slash && (from == 0 || path[from - 1] == '/') && same(path, from, wanted[i])) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean ends(byte[] path, int end, byte[][] wanted) {
        if (end > 0 && path[end - 1] == '.') {
            int from = end > 1 && path[end - 2] == '.' ? end - 2 : end - 1;
            if (from == 0 || path[from - 1] == '/') {
                return true;
            }
        }
        for (int i = 0; i < wanted.length; i++) {
            int from = end - wanted[i].length;
            if (from >= 0 && same(path, from, wanted[i]) && (from == 0 || path[from - 1] == '/')) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(byte[] path, int from, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (path[from + i] != name[i]) {
                return false;
            }
        }
        return true;
    }
}
