package io.bpsecrets.weave;

import static io.bpsecrets.weave.CallStyle.ANSWER;
import static io.bpsecrets.weave.CallStyle.ARGUMENT;
import static io.bpsecrets.weave.CallStyle.GUARD;
import static io.bpsecrets.weave.CallStyle.NAME_FIELD;
import static io.bpsecrets.weave.CallStyle.RESULT;
import static io.bpsecrets.weave.Door.CHILDREN;
import static io.bpsecrets.weave.Door.ENVIRONMENT;
import static io.bpsecrets.weave.Door.FILES;
import static io.bpsecrets.weave.Door.JMX;
import static io.bpsecrets.weave.HookArgument.FILE_1;
import static io.bpsecrets.weave.HookArgument.INT_1;
import static io.bpsecrets.weave.HookArgument.INT_2;
import static io.bpsecrets.weave.HookArgument.MAP_0;
import static io.bpsecrets.weave.HookArgument.OBJECT_0;
import static io.bpsecrets.weave.HookArgument.OBJECT_1;
import static io.bpsecrets.weave.HookArgument.OBJECT_2;
import static io.bpsecrets.weave.HookArgument.PATH_0;
import static io.bpsecrets.weave.HookArgument.PATH_1;
import static io.bpsecrets.weave.HookArgument.PATH_2;
import static io.bpsecrets.weave.HookArgument.SET_2;
import static io.bpsecrets.weave.HookArgument.STRING_0;
import static io.bpsecrets.weave.HookArgument.STRING_1;
import static io.bpsecrets.weave.HookArgument.THIS_FILE;
import static io.bpsecrets.weave.HookArgument.VIEWED;

import java.util.EnumSet;
import java.util.Set;

/**
 * The table of join points: door, class, method, descriptor; shape, method of the hook, what it is asked, what it is handed.
 * Names and descriptors are the same on Java 8 to 25; rows of one {@link #twins} group stand for each other.
 */
public enum JoinPoint {
    /** Below System.getenv's SecurityManager check, which stays in front. */
    GETENV_NAME(ENVIRONMENT, Owner.ENV, "getenv", "(Ljava/lang/String;)Ljava/lang/String;", ANSWER, "getenv", STRING_0),
    GETENV_MAP(ENVIRONMENT, Owner.ENV, "getenv", "()Ljava/util/Map;", RESULT, "getenv"),

    /** ProcessBuilder.environment(). */
    CHILD_MAP(CHILDREN, Owner.ENV, "environment", "()Ljava/util/Map;", RESULT, "child"),
    /** Reached with null where nobody touched the map; Linux, macOS. */
    CHILD_BLOCK_UNIX(
            CHILDREN, Owner.ENV, "toEnvironmentBlock", "(Ljava/util/Map;[I)[B", ARGUMENT, "untouchedChild", MAP_0),
    CHILD_BLOCK_WINDOWS(
            CHILDREN,
            Owner.ENV,
            "toEnvironmentBlock",
            "(Ljava/util/Map;)Ljava/lang/String;",
            ARGUMENT,
            "untouchedChild",
            MAP_0),

    // java.io: the streams keep the virtual name in their path field, these open the place behind it.
    STREAM_OPEN(FILES, "java.io.FileInputStream", "open", "(Ljava/lang/String;)V", ARGUMENT, "read", STRING_1),
    RANDOM_OPEN(FILES, "java.io.RandomAccessFile", "open", "(Ljava/lang/String;I)V", ARGUMENT, "read", STRING_1, INT_2),
    STREAM_WRITE(FILES, "java.io.FileOutputStream", "open", "(Ljava/lang/String;Z)V", GUARD, "write", STRING_1),
    FILE_EXISTS(FILES, Owner.FILE, "exists", "()Z", RESULT, "flag", THIS_FILE),
    FILE_IS_FILE(FILES, Owner.FILE, "isFile", "()Z", RESULT, "flag", THIS_FILE),
    FILE_IS_DIRECTORY(FILES, Owner.FILE, "isDirectory", "()Z", RESULT, "flag", THIS_FILE),
    FILE_CAN_READ(FILES, Owner.FILE, "canRead", "()Z", RESULT, "flag", THIS_FILE),
    FILE_CAN_WRITE(FILES, Owner.FILE, "canWrite", "()Z", RESULT, "flag", THIS_FILE),
    FILE_CAN_EXECUTE(FILES, Owner.FILE, "canExecute", "()Z", RESULT, "flag", THIS_FILE),
    FILE_LENGTH(FILES, Owner.FILE, "length", "()J", RESULT, "number", THIS_FILE),
    FILE_LAST_MODIFIED(FILES, Owner.FILE, "lastModified", "()J", RESULT, "number", THIS_FILE),
    FILE_TOTAL_SPACE(FILES, Owner.FILE, "getTotalSpace", "()J", RESULT, "number", THIS_FILE),
    FILE_FREE_SPACE(FILES, Owner.FILE, "getFreeSpace", "()J", RESULT, "number", THIS_FILE),
    FILE_USABLE_SPACE(FILES, Owner.FILE, "getUsableSpace", "()J", RESULT, "number", THIS_FILE),
    /** The name in the directory, where that is a link to the real file: else programs read the link's end by its name. */
    FILE_CANONICAL_PATH(FILES, Owner.FILE, "getCanonicalPath", "()Ljava/lang/String;", RESULT, "text", THIS_FILE),
    /** Recent 8 and later; older ones have only list(). */
    FILE_NORMALIZED_LIST(FILES, Owner.FILE, "normalizedList", "()[Ljava/lang/String;", RESULT, "names", THIS_FILE),
    FILE_LIST(FILES, Owner.FILE, "list", "()[Ljava/lang/String;", RESULT, "names", THIS_FILE),
    FILE_DELETE(FILES, Owner.FILE, "delete", "()Z", GUARD, "refuses", THIS_FILE),
    FILE_CREATE(FILES, Owner.FILE, "createNewFile", "()Z", GUARD, "refuses", THIS_FILE),
    FILE_MKDIR(FILES, Owner.FILE, "mkdir", "()Z", GUARD, "refuses", THIS_FILE),
    FILE_RENAME(FILES, Owner.FILE, "renameTo", "(Ljava/io/File;)Z", GUARD, "refuses", THIS_FILE),
    FILE_RENAME_TO(FILES, Owner.FILE, "renameTo", "(Ljava/io/File;)Z", GUARD, "refuses", FILE_1),
    FILE_SET_READ_ONLY(FILES, Owner.FILE, "setReadOnly", "()Z", GUARD, "refuses", THIS_FILE),
    FILE_SET_MODIFIED(FILES, Owner.FILE, "setLastModified", "(J)Z", GUARD, "refuses", THIS_FILE),
    FILE_SET_READABLE(FILES, Owner.FILE, "setReadable", "(ZZ)Z", GUARD, "refuses", THIS_FILE),
    FILE_SET_WRITABLE(FILES, Owner.FILE, "setWritable", "(ZZ)Z", GUARD, "refuses", THIS_FILE),
    FILE_SET_EXECUTABLE(FILES, Owner.FILE, "setExecutable", "(ZZ)Z", GUARD, "refuses", THIS_FILE),

    /** Every path that NIO hands to the system passes here, on 8 to 25; error texts above keep the virtual name. */
    NIO_PATH(
            FILES,
            Owner.DISPATCHER,
            "copyToNativeBuffer",
            "(Lsun/nio/fs/UnixPath;)Lsun/nio/fs/NativeBuffer;",
            ARGUMENT,
            "place",
            PATH_0),
    /** Root may write to everything, so the system would call a served file writable. Since 21 it returns the error. */
    NIO_ACCESS(FILES, Owner.DISPATCHER, "access", "(Lsun/nio/fs/UnixPath;I)V", ARGUMENT, "access", INT_1, PATH_0),
    NIO_ACCESS_21(FILES, Owner.DISPATCHER, "access", "(Lsun/nio/fs/UnixPath;I)I", ARGUMENT, "access", INT_1, PATH_0),
    /** /proc/self/fd/N is a symbolic link: its attributes are those of what it points to. */
    NIO_ATTRIBUTES(
            FILES,
            "sun.nio.fs.UnixFileAttributes",
            "get",
            "(Lsun/nio/fs/UnixPath;Z)Lsun/nio/fs/UnixFileAttributes;",
            ARGUMENT,
            "follow",
            INT_1,
            PATH_0),
    NIO_REAL_PATH(
            FILES,
            Owner.PATH,
            "toRealPath",
            "([Ljava/nio/file/LinkOption;)Ljava/nio/file/Path;",
            ANSWER,
            "answer",
            PATH_0,
            OBJECT_1),
    NIO_LIST(
            FILES,
            Owner.PROVIDER,
            "newDirectoryStream",
            "(Ljava/nio/file/Path;Ljava/nio/file/DirectoryStream$Filter;)Ljava/nio/file/DirectoryStream;",
            ANSWER,
            "answer",
            PATH_1,
            OBJECT_2),
    NIO_CHANNEL(
            FILES,
            Owner.PROVIDER,
            "newByteChannel",
            Owner.OPEN + "Ljava/nio/channels/SeekableByteChannel;",
            ARGUMENT,
            "options",
            SET_2,
            PATH_1),
    NIO_FILE_CHANNEL(
            FILES,
            Owner.PROVIDER,
            "newFileChannel",
            Owner.OPEN + "Ljava/nio/channels/FileChannel;",
            ARGUMENT,
            "options",
            SET_2,
            PATH_1),
    NIO_ASYNC_CHANNEL(
            FILES,
            Owner.PROVIDER,
            "newAsynchronousFileChannel",
            "(Ljava/nio/file/Path;Ljava/util/Set;Ljava/util/concurrent/ExecutorService;"
                    + "[Ljava/nio/file/attribute/FileAttribute;)Ljava/nio/channels/AsynchronousFileChannel;",
            ARGUMENT,
            "options",
            SET_2,
            PATH_1),
    NIO_READ_LINK(
            FILES,
            Owner.PROVIDER,
            "readSymbolicLink",
            "(Ljava/nio/file/Path;)Ljava/nio/file/Path;",
            GUARD,
            "refuse",
            PATH_1),
    NIO_STORE(
            FILES,
            Owner.PROVIDER,
            "getFileStore",
            "(Ljava/nio/file/Path;)Ljava/nio/file/FileStore;",
            ARGUMENT,
            "store",
            PATH_1),
    NIO_DELETE(FILES, Owner.PROVIDER, "implDelete", "(Ljava/nio/file/Path;Z)Z", GUARD, "denies", PATH_1),
    NIO_MOVE(FILES, Owner.PROVIDER, "move", Owner.TRANSFER, GUARD, "refuse", PATH_1),
    NIO_MOVE_TO(FILES, Owner.PROVIDER, "move", Owner.TRANSFER, GUARD, "refuse", PATH_2),
    NIO_COPY_TO(FILES, Owner.PROVIDER, "copy", Owner.TRANSFER, GUARD, "refuse", PATH_2),
    NIO_SET_ATTRIBUTE(
            FILES,
            "sun.nio.fs.AbstractFileSystemProvider",
            "setAttribute",
            "(Ljava/nio/file/Path;Ljava/lang/String;Ljava/lang/Object;[Ljava/nio/file/LinkOption;)V",
            GUARD,
            "refuse",
            PATH_1),
    NIO_SET_TIMES(
            FILES,
            "sun.nio.fs.UnixFileAttributeViews$Basic",
            "setTimes",
            "(Ljava/nio/file/attribute/FileTime;Ljava/nio/file/attribute/FileTime;Ljava/nio/file/attribute/FileTime;)V",
            GUARD,
            "refuse",
            VIEWED),
    NIO_SET_MODE(FILES, "sun.nio.fs.UnixFileAttributeViews$Posix", "setMode", "(I)V", GUARD, "refuse", VIEWED),
    NIO_SET_OWNERS(FILES, "sun.nio.fs.UnixFileAttributeViews$Posix", "setOwners", "(II)V", GUARD, "refuse", VIEWED),

    /** A secrets directory that is not there: another one is watched for it, and its key tells the name that was asked. */
    WATCH_PLACE(FILES, Owner.PATH, "register", Owner.WATCH, ARGUMENT, "watched", PATH_0),
    WATCH_KEY(FILES, Owner.PATH, "register", Owner.WATCH, RESULT, "key", OBJECT_0, OBJECT_2),
    WATCH_NAME(FILES, "sun.nio.fs.AbstractWatchKey", "watchable", "()Ljava/nio/file/Path;", RESULT, "watchable"),

    /** Java 8 opens archives in native code by the name it is given here, and keeps that name. */
    ZIP_OPEN(FILES, Owner.ZIP, "<init>", "(Ljava/io/File;ILjava/nio/charset/Charset;)V", ARGUMENT, "archive", FILE_1),
    ZIP_NAME(FILES, Owner.ZIP, "<init>", "(Ljava/io/File;ILjava/nio/charset/Charset;)V", NAME_FIELD, "archiveName"),

    /**
     * Native code asks the system for the mode of a file that the JVM's management agent wants nobody else to read: the password
     * file, and the file of com.sun.management.jmxremote.ssl.config.file.
     */
    JMX_FILE(JMX, Owner.JMX_SINCE_9, "isAccessUserOnly", "(Ljava/io/File;)Z", ARGUMENT, "checked", FILE_1),
    JMX_FILE_8(JMX, Owner.JMX_UNTIL_8, "isAccessUserOnly", "(Ljava/io/File;)Z", ARGUMENT, "checked", FILE_1);

    private final Door door;
    private final String owner;
    private final String method;
    private final String descriptor;
    private final CallStyle shape;
    private final String hook;
    private final HookArgument[] pushes;

    JoinPoint(
            Door door,
            String owner,
            String method,
            String descriptor,
            CallStyle shape,
            String hook,
            HookArgument... pushes) {
        this.door = door;
        this.owner = owner;
        this.method = method;
        this.descriptor = descriptor;
        this.shape = shape;
        this.hook = hook;
        this.pushes = pushes;
    }

    public Door door() {
        return door;
    }

    /** The woven class. */
    public String owner() {
        return owner;
    }

    /** The woven method. */
    public String method() {
        return method;
    }

    String descriptor() {
        return descriptor;
    }

    CallStyle shape() {
        return shape;
    }

    String hook() {
        return hook;
    }

    HookArgument[] pushes() {
        return pushes.clone();
    }

    boolean is(String methodName, String methodDescriptor) {
        return method.equals(methodName) && descriptor.equals(methodDescriptor);
    }

    /** Rows of one group stand for each other on JDKs or platforms that have only one of them; null for none. */
    String twins() {
        // No switch, which would be a class more in every start.
        if (this == CHILD_BLOCK_UNIX || this == CHILD_BLOCK_WINDOWS) {
            return "toEnvironmentBlock";
        }
        if (this == NIO_ACCESS || this == NIO_ACCESS_21) {
            return "access";
        }
        return this == FILE_LIST || this == FILE_NORMALIZED_LIST ? "list" : null;
    }

    /** @return the rows with these names, and what stands for them */
    static Set<JoinPoint> leftOut(Set<String> names) {
        Set<JoinPoint> leftOut = EnumSet.noneOf(JoinPoint.class);
        for (JoinPoint point : values()) {
            for (JoinPoint other : values()) {
                if (names.contains(other.name())
                        && (point == other
                                || point.twins() != null && point.twins().equals(other.twins()))) {
                    leftOut.add(point);
                }
            }
        }
        return leftOut;
    }

    /** False for rows that this JVM does without. */
    boolean wantedOn(boolean java8) {
        return java8 ? owner != Owner.JMX_SINCE_9 : owner != Owner.ZIP && owner != Owner.JMX_UNTIL_8;
    }

    /** For a warning. */
    String text() {
        return name() + " (" + owner + "." + method + ")";
    }

    /** What several rows share. */
    private static final class Owner {
        static final String ENV = "java.lang.ProcessEnvironment";
        static final String FILE = "java.io.File";
        static final String PATH = "sun.nio.fs.UnixPath";
        static final String DISPATCHER = "sun.nio.fs.UnixNativeDispatcher";
        static final String PROVIDER = "sun.nio.fs.UnixFileSystemProvider";
        static final String ZIP = "java.util.zip.ZipFile";
        static final String JMX_SINCE_9 = "jdk.internal.agent.FileSystemImpl";
        static final String JMX_UNTIL_8 = "sun.management.FileSystemImpl";
        static final String OPEN = "(Ljava/nio/file/Path;Ljava/util/Set;[Ljava/nio/file/attribute/FileAttribute;)";
        static final String TRANSFER = "(Ljava/nio/file/Path;Ljava/nio/file/Path;[Ljava/nio/file/CopyOption;)V";

        static final String WATCH = "(Ljava/nio/file/WatchService;[Ljava/nio/file/WatchEvent$Kind;"
                + "[Ljava/nio/file/WatchEvent$Modifier;)Ljava/nio/file/WatchKey;";

        private Owner() {}
    }
}
