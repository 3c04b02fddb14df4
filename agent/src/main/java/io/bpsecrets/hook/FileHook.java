package io.bpsecrets.hook;

import io.bpsecrets.names.FileQuestion;
import java.io.File;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What woven file methods call. Like {@link Hook} it is renamed by the build, to {@code jdk.internal.misc.BpSecretsFileHook}, and
 * defined inside java.base, under the same prohibitions. Every method looks at the path first, without an allocation. If the path can
 * be none of ours, it does nothing else.
 *
 * <p>java.io, java.util.zip and sun.nio.fs call here, so the methods are public. The JDK has asked its SecurityManager by then. A
 * program that called here itself would avoid that check. So the package is one that java.base does not export, that JDK 8 did not
 * have (Java 11's {@code --illegal-access=permit} would open those), and that every JDK's {@code package.access} names.
 *
 * <p>All of it is one class, because java.base must have each class that it calls, and each costs a class before main.
 *
 * <p>The last argument of each method is the name of the woven method. {@link FileQuestion} is the table of what is asked.
 */
public final class FileHook {
    /**
     * Is handed a {@link FileQuestion}, and an array of the path (a String or a Path) and of what else the question has. It answers null
     * to let the JDK go on, a Throwable to be thrown, or what the question asks for. Null before the agent has connected it.
     */
    private static volatile @Nullable BiFunction<String, @Nullable Object[], @Nullable Object> door;

    /** Last names of the secrets directories. Null before the agent has connected the door. */
    private static volatile String @Nullable [] names;

    /** The same in the encoding of file names. */
    private static volatile byte @Nullable [][] nameBytes;

    /**
     * The last two letters of the paths that may be ours, as bits. The number of words is a power of two. Null if any path may be one.
     * Nobody writes to the array.
     */
    private static volatile long @Nullable [] endings;

    /** True if the working directory is a secrets directory or below one. Then a bare name may be one of ours. */
    private static volatile boolean inside;

    private FileHook() {}

    /**
     * Does nothing without the JVM's Instrumentation. {@link Hook} calls it, because the agent cannot: this package is not for code
     * outside java.base.
     *
     * @param instrumentation the JVM's own, which only agents get: whoever has it may redefine this class, and so has all rights
     */
    public static void connect(
            @Nullable Object instrumentation,
            BiFunction<String, @Nullable Object[], @Nullable Object> files,
            String[] lastNames,
            byte[][] lastNameBytes,
            long @Nullable [] lastLetters,
            boolean workingDirectoryIsInside) {
        if (!isOfTheJvm(instrumentation)) {
            return;
        }
        nameBytes = lastNameBytes;
        names = lastNames;
        endings = lastLetters;
        inside = workingDirectoryIsInside;
        door = files;
    }

    /**
     * Changes the letters that the other method has connected.
     *
     * @param instrumentation as there
     */
    public static void connect(@Nullable Object instrumentation, long @Nullable [] lastLetters) {
        if (isOfTheJvm(instrumentation)) {
            endings = lastLetters;
        }
    }

    /** As in {@link Hook}, which is in another package in the jar. A class of that name in another loader is another class. */
    private static boolean isOfTheJvm(@Nullable Object instrumentation) {
        return instrumentation != null
                && instrumentation.getClass().getClassLoader() == null
                && instrumentation.getClass().getName().equals("sun.instrument.InstrumentationImpl");
    }

    /** The path to read in place of this one. */
    public static String read(String path, String method) {
        return read(path, 0, method);
    }

    /** @param mode RandomAccessFile's: the bit 2 is writing */
    public static String read(String path, int mode, String method) {
        Object delivered =
                near(path) ? ask((mode & 2) != 0 ? FileQuestion.WRITE : FileQuestion.READ, path, null) : null;
        return delivered instanceof String ? (String) delivered : path;
    }

    /** Throws if the file is ours. */
    public static void write(String path, String method) {
        if (near(path)) {
            ask(FileQuestion.WRITE, path, null);
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

    public static String @Nullable [] names(String @Nullable [] real, String path, String method) {
        Object answer = near(path) ? ask(FileQuestion.LIST, path, real) : null;
        return answer instanceof String[] ? (String[]) answer : real;
    }

    /** True if the file is ours. The woven method then returns false, as for a file that it may not change. */
    public static boolean refuses(String path, String method) {
        return near(path) && ask(FileQuestion.REFUSES, path, method) != null;
    }

    /** The same for another File than the one whose method is woven. The JDK itself refuses null. */
    public static boolean refuses(@Nullable File file, String method) {
        return file != null && refuses(file.getPath(), method);
    }

    /** The file whose mode native code looks at in place of this one. A served file belongs to its owner alone. */
    public static File checked(File file, String method) {
        Object delivered = near(file.getPath()) ? ask(FileQuestion.READ, file.getPath(), null) : null;
        return delivered instanceof String ? new File((String) delivered) : file;
    }

    /** Java 8's archives: the file to open in place of this one. */
    public static File archive(File file, String method) {
        String path = file.getPath();
        Object delivered = near(path) ? ask(FileQuestion.ARCHIVE, path, null) : null;
        return delivered instanceof String ? new File((String) delivered) : file;
    }

    /** Java 8's archives: the name that the application gave, for the path that {@link #archive} gave. */
    public static String archiveName(String delivered, String method) {
        Object name = ask(FileQuestion.ARCHIVE_NAME, delivered, null);
        return name instanceof String ? (String) name : delivered;
    }

    /** The path to hand to the system in place of this one. */
    public static Object systemPath(Object path, byte[] bytes, String method) {
        Object other = near(bytes) ? ask(FileQuestion.SYSTEM_PATH, path, null) : null;
        return other == null ? path : other;
    }

    /** The path whose file store is meant. */
    public static Object store(Object path, byte[] bytes, String method) {
        Object other = near(bytes) ? ask(FileQuestion.STORE, path, null) : null;
        return other == null ? path : other;
    }

    /** Not 0 if symbolic links are to be followed. */
    public static int follow(int follow, Object path, byte[] bytes, String method) {
        return follow == 0 && near(bytes) && ask(FileQuestion.FOLLOW, path, null) != null ? 1 : follow;
    }

    /** The mode of access(2) to ask the system for in place of this one. */
    public static int access(int mode, Object path, byte[] bytes, String method) {
        Object answer = (mode & 2) != 0 && near(bytes) ? ask(FileQuestion.ACCESS, path, null) : null;
        return answer instanceof Integer ? (Integer) answer : mode;
    }

    /** What the woven method shall return, or null to let it go on. */
    public static @Nullable Object answer(Object path, byte[] bytes, @Nullable Object more, String method) {
        return near(bytes) ? ask(method, path, more) : null;
    }

    /** The options to open with. Throws if they write to a file of ours. */
    public static Set<?> options(Set<?> options, Object path, byte[] bytes, String method) {
        Object answer = near(bytes) ? ask(FileQuestion.OPTIONS, path, options) : null;
        return answer instanceof Set ? (Set<?>) answer : options;
    }

    /** Throws if the file is ours. */
    public static void refuse(Object path, byte[] bytes, String method) {
        if (near(bytes)) {
            ask(method, path, null);
        }
    }

    /** Throws if the file is ours. Never true. */
    public static boolean denies(Object path, byte[] bytes, String method) {
        refuse(path, bytes, method);
        return false;
    }

    /** The directory to watch in place of this one. */
    public static Object watched(Object path, byte[] bytes, String method) {
        Object other = near(bytes) ? ask(FileQuestion.WATCHED, path, null) : null;
        return other == null ? path : other;
    }

    /** Remembers the key of a watched directory. */
    public static WatchKey watchKey(WatchKey key, Object path, Object kinds, String method) {
        ask(FileQuestion.WATCH_KEY, path, new Object[] {key, kinds});
        return key;
    }

    /** The directory that a key was asked for. */
    public static Path watchable(Path watched, String method) {
        Object asked = ask(FileQuestion.WATCHABLE, watched, null);
        return asked instanceof Path ? (Path) asked : watched;
    }

    private static @Nullable Object ask(String question, Object path, @Nullable Object more) {
        BiFunction<String, Object[], Object> asked = door;
        if (asked == null) {
            return null;
        }
        Object answer;
        try {
            answer = asked.apply(question, new Object[] {path, more});
        } catch (LinkageError failed) {
            return null;
        } catch (Error failed) {
            // It is the thread's own: no stack, no memory, or a tool of the application forbids what the door does.
            throw failed;
        } catch (Throwable failed) {
            return null;
        }
        if (answer instanceof Throwable) {
            FileHook.<RuntimeException>raise((Throwable) answer);
        }
        return answer;
    }

    /** Many woven methods declare IOException. This one cannot, because others that call here do not. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable answer) throws T {
        throw (T) answer;
    }

    /** The bit in {@link #endings} of a path's last two letters. start/DoorWiring has the same. */
    private static int ending(int before, int last) {
        return last * 31 + before;
    }

    /**
     * False if no path that ends with these two letters is ours. For most paths this is all that is done. To look for the slashes of each
     * path would be a search. If the path ends with a slash, these are not the letters of a name, and the search decides.
     */
    private static boolean mayEnd(int before, int last) {
        long[] bits = endings;
        int bit = ending(before, last);
        return bits == null || last == '/' || (bits[bit >>> 6 & bits.length - 1] & 1L << bit) != 0;
    }

    /**
     * True if a name in the path is that of a secrets directory, if the last name or the one before it is made of dots, or if the path is
     * relative and may be inside. The door then looks closely. Only the few paths whose letters fit are searched.
     *
     * <p>It is not inlined, because it made Files.exists too large to be inlined into its own callers, which then allocated 16 bytes for
     * its empty array of options.
     */
    @DontInline
    static boolean near(@Nullable String path) {
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

    /** Java 8's NIO begins at what user.dir is when it is first used. So a name whose letters fit may be inside. */
    private static boolean mayBeBare() {
        return endings != null;
    }

    /** True if a wanted name is further in front. */
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

    /** True if the name that ends there is a wanted one or is made of dots. */
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
