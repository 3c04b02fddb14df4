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
import static io.bpsecrets.weave.HookArgument.UNMODIFIABLE;
import static io.bpsecrets.weave.HookArgument.VARIABLES;
import static io.bpsecrets.weave.HookArgument.VIEWED;

import org.jspecify.annotations.Nullable;

/**
 * The table of join points. Each row has the door, the woven class, its method, the method's descriptor, the style of the call, the method
 * of the hook, and what that is handed. Names and descriptors are the same on Java 8 to 25. Rows of one {@link #twins} group stand for each
 * other. What FileHook then asks is in names/FileQuestion.
 */
public enum JoinPoint {
    /** Below System.getenv's SecurityManager check, which stays in front. */
    GETENV_NAME(
            ENVIRONMENT,
            JdkClass.ENV,
            "getenv",
            "(Ljava/lang/String;)Ljava/lang/String;",
            ANSWER,
            "getenv",
            STRING_0,
            UNMODIFIABLE),
    GETENV_MAP(ENVIRONMENT, JdkClass.ENV, "getenv", "()Ljava/util/Map;", RESULT, "getenv", VARIABLES),

    /** ProcessBuilder.environment(). */
    CHILD_MAP(CHILDREN, JdkClass.ENV, "environment", "()Ljava/util/Map;", RESULT, "child"),
    /** On Linux and macOS. It is called with null if nobody touched the map. */
    CHILD_BLOCK_UNIX(
            CHILDREN, JdkClass.ENV, "toEnvironmentBlock", "(Ljava/util/Map;[I)[B", ARGUMENT, "untouchedChild", MAP_0),
    CHILD_BLOCK_WINDOWS(
            CHILDREN,
            JdkClass.ENV,
            "toEnvironmentBlock",
            "(Ljava/util/Map;)Ljava/lang/String;",
            ARGUMENT,
            "untouchedChild",
            MAP_0),

    // java.io: the streams keep the served file's name in their path field. These methods open the delivered path.
    STREAM_OPEN(FILES, "java.io.FileInputStream", "open", "(Ljava/lang/String;)V", ARGUMENT, "read", STRING_1),
    RANDOM_OPEN(FILES, "java.io.RandomAccessFile", "open", "(Ljava/lang/String;I)V", ARGUMENT, "read", STRING_1, INT_2),
    STREAM_WRITE(FILES, "java.io.FileOutputStream", "open", "(Ljava/lang/String;Z)V", GUARD, "write", STRING_1),
    FILE_EXISTS(FILES, JdkClass.FILE, "exists", "()Z", RESULT, "flag", THIS_FILE),
    FILE_IS_FILE(FILES, JdkClass.FILE, "isFile", "()Z", RESULT, "flag", THIS_FILE),
    FILE_IS_DIRECTORY(FILES, JdkClass.FILE, "isDirectory", "()Z", RESULT, "flag", THIS_FILE),
    FILE_CAN_READ(FILES, JdkClass.FILE, "canRead", "()Z", RESULT, "flag", THIS_FILE),
    FILE_CAN_WRITE(FILES, JdkClass.FILE, "canWrite", "()Z", RESULT, "flag", THIS_FILE),
    FILE_CAN_EXECUTE(FILES, JdkClass.FILE, "canExecute", "()Z", RESULT, "flag", THIS_FILE),
    FILE_LENGTH(FILES, JdkClass.FILE, "length", "()J", RESULT, "number", THIS_FILE),
    FILE_LAST_MODIFIED(FILES, JdkClass.FILE, "lastModified", "()J", RESULT, "number", THIS_FILE),
    FILE_TOTAL_SPACE(FILES, JdkClass.FILE, "getTotalSpace", "()J", RESULT, "number", THIS_FILE),
    FILE_FREE_SPACE(FILES, JdkClass.FILE, "getFreeSpace", "()J", RESULT, "number", THIS_FILE),
    FILE_USABLE_SPACE(FILES, JdkClass.FILE, "getUsableSpace", "()J", RESULT, "number", THIS_FILE),
    /** The name in the directory, also if that is a link to the real file: else programs would read the end of the link by its own name. */
    FILE_CANONICAL_PATH(FILES, JdkClass.FILE, "getCanonicalPath", "()Ljava/lang/String;", RESULT, "text", THIS_FILE),
    /** Recent Java 8 and later. Older ones have only list(). */
    FILE_NORMALIZED_LIST(FILES, JdkClass.FILE, "normalizedList", "()[Ljava/lang/String;", RESULT, "names", THIS_FILE),
    FILE_LIST(FILES, JdkClass.FILE, "list", "()[Ljava/lang/String;", RESULT, "names", THIS_FILE),
    FILE_DELETE(FILES, JdkClass.FILE, "delete", "()Z", GUARD, "refuses", THIS_FILE),
    FILE_CREATE(FILES, JdkClass.FILE, "createNewFile", "()Z", GUARD, "refuses", THIS_FILE),
    FILE_MKDIR(FILES, JdkClass.FILE, "mkdir", "()Z", GUARD, "refuses", THIS_FILE),
    FILE_RENAME(FILES, JdkClass.FILE, "renameTo", "(Ljava/io/File;)Z", GUARD, "refuses", THIS_FILE),
    FILE_RENAME_TO(FILES, JdkClass.FILE, "renameTo", "(Ljava/io/File;)Z", GUARD, "refuses", FILE_1),
    FILE_SET_READ_ONLY(FILES, JdkClass.FILE, "setReadOnly", "()Z", GUARD, "refuses", THIS_FILE),
    FILE_SET_MODIFIED(FILES, JdkClass.FILE, "setLastModified", "(J)Z", GUARD, "refuses", THIS_FILE),
    FILE_SET_READABLE(FILES, JdkClass.FILE, "setReadable", "(ZZ)Z", GUARD, "refuses", THIS_FILE),
    FILE_SET_WRITABLE(FILES, JdkClass.FILE, "setWritable", "(ZZ)Z", GUARD, "refuses", THIS_FILE),
    FILE_SET_EXECUTABLE(FILES, JdkClass.FILE, "setExecutable", "(ZZ)Z", GUARD, "refuses", THIS_FILE),

    /** Every path that NIO hands to the system goes through here, on Java 8 to 25. Its callers make error texts of the served file's name. */
    NIO_PATH(
            FILES,
            JdkClass.DISPATCHER,
            "copyToNativeBuffer",
            "(Lsun/nio/fs/UnixPath;)Lsun/nio/fs/NativeBuffer;",
            ARGUMENT,
            "systemPath",
            PATH_0),
    /** Root may write to everything, so the system would call a served file writable. Since Java 21 the method returns the error. */
    NIO_ACCESS(FILES, JdkClass.DISPATCHER, "access", "(Lsun/nio/fs/UnixPath;I)V", ARGUMENT, "access", INT_1, PATH_0),
    NIO_ACCESS_21(FILES, JdkClass.DISPATCHER, "access", "(Lsun/nio/fs/UnixPath;I)I", ARGUMENT, "access", INT_1, PATH_0),
    /** /proc/self/fd/N is a symbolic link. The attributes of what it points to are asked for. */
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
            JdkClass.PATH,
            "toRealPath",
            "([Ljava/nio/file/LinkOption;)Ljava/nio/file/Path;",
            ANSWER,
            "answer",
            PATH_0,
            OBJECT_1),
    NIO_LIST(
            FILES,
            JdkClass.PROVIDER,
            "newDirectoryStream",
            "(Ljava/nio/file/Path;Ljava/nio/file/DirectoryStream$Filter;)Ljava/nio/file/DirectoryStream;",
            ANSWER,
            "answer",
            PATH_1,
            OBJECT_2),
    NIO_CHANNEL(
            FILES,
            JdkClass.PROVIDER,
            "newByteChannel",
            JdkClass.OPEN + "Ljava/nio/channels/SeekableByteChannel;",
            ARGUMENT,
            "options",
            SET_2,
            PATH_1),
    NIO_FILE_CHANNEL(
            FILES,
            JdkClass.PROVIDER,
            "newFileChannel",
            JdkClass.OPEN + "Ljava/nio/channels/FileChannel;",
            ARGUMENT,
            "options",
            SET_2,
            PATH_1),
    NIO_ASYNC_CHANNEL(
            FILES,
            JdkClass.PROVIDER,
            "newAsynchronousFileChannel",
            "(Ljava/nio/file/Path;Ljava/util/Set;Ljava/util/concurrent/ExecutorService;"
                    + "[Ljava/nio/file/attribute/FileAttribute;)Ljava/nio/channels/AsynchronousFileChannel;",
            ARGUMENT,
            "options",
            SET_2,
            PATH_1),
    NIO_READ_LINK(
            FILES,
            JdkClass.PROVIDER,
            "readSymbolicLink",
            "(Ljava/nio/file/Path;)Ljava/nio/file/Path;",
            GUARD,
            "refuse",
            PATH_1),
    NIO_STORE(
            FILES,
            JdkClass.PROVIDER,
            "getFileStore",
            "(Ljava/nio/file/Path;)Ljava/nio/file/FileStore;",
            ARGUMENT,
            "store",
            PATH_1),
    NIO_DELETE(FILES, JdkClass.PROVIDER, "implDelete", "(Ljava/nio/file/Path;Z)Z", GUARD, "denies", PATH_1),
    NIO_MOVE(FILES, JdkClass.PROVIDER, "move", JdkClass.TRANSFER, GUARD, "refuse", PATH_1),
    NIO_MOVE_TO(FILES, JdkClass.PROVIDER, "move", JdkClass.TRANSFER, GUARD, "refuse", PATH_2),
    NIO_COPY_TO(FILES, JdkClass.PROVIDER, "copy", JdkClass.TRANSFER, GUARD, "refuse", PATH_2),
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

    /** If a secrets directory is not there, another one is watched for it, and its key tells the name that was asked. */
    WATCH_PLACE(FILES, JdkClass.PATH, "register", JdkClass.WATCH, ARGUMENT, "watched", PATH_0),
    WATCH_KEY(FILES, JdkClass.PATH, "register", JdkClass.WATCH, RESULT, "watchKey", OBJECT_0, OBJECT_2),
    WATCH_NAME(FILES, "sun.nio.fs.AbstractWatchKey", "watchable", "()Ljava/nio/file/Path;", RESULT, "watchable"),

    /** Java 8 opens archives in native code by the name it is given here, and keeps that name. */
    ZIP_OPEN(
            FILES, JdkClass.ZIP, "<init>", "(Ljava/io/File;ILjava/nio/charset/Charset;)V", ARGUMENT, "archive", FILE_1),
    ZIP_NAME(FILES, JdkClass.ZIP, "<init>", "(Ljava/io/File;ILjava/nio/charset/Charset;)V", NAME_FIELD, "archiveName"),

    /**
     * Native code asks the system for the mode of a file that the JVM's management agent wants nobody else to read: the password
     * file, and the file of com.sun.management.jmxremote.ssl.config.file.
     */
    JMX_FILE(JMX, JdkClass.JMX_SINCE_9, "isAccessUserOnly", "(Ljava/io/File;)Z", ARGUMENT, "checked", FILE_1),
    JMX_FILE_8(JMX, JdkClass.JMX_UNTIL_8, "isAccessUserOnly", "(Ljava/io/File;)Z", ARGUMENT, "checked", FILE_1);

    private final Door door;
    private final String owner;
    private final String method;
    private final String descriptor;
    private final CallStyle style;
    private final String hook;
    private final HookArgument[] arguments;

    JoinPoint(
            Door door,
            String owner,
            String method,
            String descriptor,
            CallStyle style,
            String hook,
            HookArgument... arguments) {
        this.door = door;
        this.owner = owner;
        this.method = method;
        this.descriptor = descriptor;
        this.style = style;
        this.hook = hook;
        this.arguments = arguments;
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

    CallStyle style() {
        return style;
    }

    String hook() {
        return hook;
    }

    HookArgument[] arguments() {
        return arguments.clone();
    }

    boolean is(String methodName, String methodDescriptor) {
        return method.equals(methodName) && descriptor.equals(methodDescriptor);
    }

    /**
     * Rows of one group stand for each other, because some JDKs or platforms have only one of them.
     *
     * @return null if the row is in no group
     */
    @Nullable
    String twins() {
        // A switch would be one more class in every start.
        if (this == CHILD_BLOCK_UNIX || this == CHILD_BLOCK_WINDOWS) {
            return "toEnvironmentBlock";
        }
        if (this == NIO_ACCESS || this == NIO_ACCESS_21) {
            return "access";
        }
        return this == FILE_LIST || this == FILE_NORMALIZED_LIST ? "list" : null;
    }

    /** False for a row that is not for this Java. */
    boolean wantedOn(boolean java8) {
        return java8 ? owner != JdkClass.JMX_SINCE_9 : owner != JdkClass.ZIP && owner != JdkClass.JMX_UNTIL_8;
    }

    /** For a warning. */
    String text() {
        return name() + " (" + owner + "." + method + ")";
    }
}
