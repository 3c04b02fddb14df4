package io.bpsecrets.names;

/**
 * The table of questions that hook/FileHook asks the file door. Each row says what is asked, who asks it, and what an answer
 * means. Null always lets the JDK go on, and a Throwable is always thrown by the hook.
 *
 * <p>A question is a text, because the hook and the door are classes of two loaders that share only types of the JDK. The compiler
 * copies each text to where it is used, so FileHook can use them inside java.base. A test holds that JoinPoint and FileHook ask nothing else, and who answers each.
 */
public final class FileQuestion {
    /**
     * Which path is opened in place of this one for reading. FileInputStream.open, RandomAccessFile.open with a mode for reading, and the
     * check of the JMX files ask it. The answer is the delivered path, a String.
     */
    public static final String READ = "read";

    /**
     * Whether this file may be opened for writing. FileOutputStream.open, and RandomAccessFile.open with a mode for writing, ask it. The
     * only answer is an exception.
     */
    public static final String WRITE = "write";

    /** File.exists; the answer is a Boolean, which is returned. */
    public static final String EXISTS = "exists";

    /** File.isFile; the answer is a Boolean, which is returned. */
    public static final String IS_FILE = "isFile";

    /** File.isDirectory; the answer is a Boolean, which is returned. */
    public static final String IS_DIRECTORY = "isDirectory";

    /** File.canRead; the answer is a Boolean, which is returned. */
    public static final String CAN_READ = "canRead";

    /** File.canWrite; the answer is a Boolean, which is returned. */
    public static final String CAN_WRITE = "canWrite";

    /** File.canExecute; the answer is a Boolean, which is returned. */
    public static final String CAN_EXECUTE = "canExecute";

    /** File.length; the answer is a Long in bytes, which is returned. */
    public static final String LENGTH = "length";

    /** File.lastModified; the answer is a Long in milliseconds since the epoch, which is returned. */
    public static final String LAST_MODIFIED = "lastModified";

    /** File.getTotalSpace; the answer is a Long in bytes, which is returned. */
    public static final String TOTAL_SPACE = "getTotalSpace";

    /** File.getFreeSpace; the answer is a Long in bytes, which is returned. */
    public static final String FREE_SPACE = "getFreeSpace";

    /** File.getUsableSpace; the answer is a Long in bytes, which is returned. */
    public static final String USABLE_SPACE = "getUsableSpace";

    /** File.getCanonicalPath; the answer is a String, which is returned. */
    public static final String CANONICAL_PATH = "getCanonicalPath";

    /**
     * Which names a directory has. File.list and File.normalizedList ask it, with the names that the JDK has found, or null if it has found
     * no directory. The answer is a String[], which is returned.
     */
    public static final String LIST = "list";

    /**
     * Whether a method that changes a File is to return false. File.delete, renameTo and their like ask it, with the name of the method. Any
     * answer means yes.
     */
    public static final String REFUSES = "refuses";

    /** Java 8's ZipFile: which File is opened in place of this one. The answer is a path, a String that no other archive ever has. */
    public static final String ARCHIVE = "archive";

    /** Java 8's ZipFile: which path the application gave for the answer to {@link #ARCHIVE}. The answer is a String. */
    public static final String ARCHIVE_NAME = "archiveName";

    /**
     * Which path NIO hands to the system in place of this one. UnixNativeDispatcher.copyToNativeBuffer asks it for every call, also from
     * methods that declare no exception. The answer is a Path.
     */
    public static final String SYSTEM_PATH = "systemPath";

    /** Whose file store is meant by a path. getFileStore asks it. The answer is a Path. */
    public static final String STORE = "store";

    /** Whether a link is followed though the caller asked not to. UnixFileAttributes.get asks it. Any answer means yes. */
    public static final String FOLLOW = "follow";

    /** Which mode of access(2) is asked of the system in place of one with W_OK. UnixNativeDispatcher.access asks it. The answer is an Integer. */
    public static final String ACCESS = "access";

    /**
     * Which options a channel is opened with. The three methods of UnixFileSystemProvider that open one ask it, with the caller's Set. The
     * answer is a Set, or an exception if the options write.
     */
    public static final String OPTIONS = "options";

    /** UnixPath.register: which directory is watched in place of this one. The answer is a Path. */
    public static final String WATCHED = "watched";

    /** UnixPath.register: tells the key and the kinds of a watch, an Object[] of both. It has no answer. */
    public static final String WATCH_KEY = "watchKey";

    /** AbstractWatchKey.watchable: which directory the application asked to watch. The answer is a Path. */
    public static final String WATCHABLE = "watchable";

    /** UnixPath.toRealPath, with its LinkOption[]; the answer is a Path, which is returned. */
    public static final String REAL_PATH = "toRealPath";

    /** UnixFileSystemProvider.newDirectoryStream, with its filter; the answer is a DirectoryStream, which is returned. */
    public static final String DIRECTORY_STREAM = "newDirectoryStream";

    /** UnixFileSystemProvider.readSymbolicLink; the only answer is an exception. */
    public static final String READ_LINK = "readSymbolicLink";

    /** UnixFileSystemProvider.implDelete; the only answer is an exception. */
    public static final String DELETE = "implDelete";

    /** UnixFileSystemProvider.move, from or to this path; the only answer is an exception. */
    public static final String MOVE = "move";

    /** UnixFileSystemProvider.copy, to this path; the only answer is an exception. */
    public static final String COPY = "copy";

    /** AbstractFileSystemProvider.setAttribute; the only answer is an exception. */
    public static final String SET_ATTRIBUTE = "setAttribute";

    /** UnixFileAttributeViews.Basic.setTimes; the only answer is an exception. */
    public static final String SET_TIMES = "setTimes";

    /** UnixFileAttributeViews.Posix.setMode; the only answer is an exception. */
    public static final String SET_MODE = "setMode";

    /** UnixFileAttributeViews.Posix.setOwners; the only answer is an exception. */
    public static final String SET_OWNERS = "setOwners";

    private FileQuestion() {}
}
