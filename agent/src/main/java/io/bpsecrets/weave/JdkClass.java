package io.bpsecrets.weave;

/** Names of woven classes and parts of descriptors that several rows of {@link JoinPoint} share. Constants only: it is never loaded. */
final class JdkClass {
    static final String ENV = "java.lang.ProcessEnvironment";
    static final String FILE = "java.io.File";
    static final String PATH = "sun.nio.fs.UnixPath";
    static final String DISPATCHER = "sun.nio.fs.UnixNativeDispatcher";
    static final String PROVIDER = "sun.nio.fs.UnixFileSystemProvider";
    static final String ZIP = "java.util.zip.ZipFile";
    static final String JMX_SINCE_9 = "jdk.internal.agent.FileSystemImpl";
    static final String JMX_UNTIL_8 = "sun.management.FileSystemImpl";

    /** Parameters of the two methods that open a channel. */
    static final String OPEN = "(Ljava/nio/file/Path;Ljava/util/Set;[Ljava/nio/file/attribute/FileAttribute;)";

    /** Of copy and move. */
    static final String TRANSFER = "(Ljava/nio/file/Path;Ljava/nio/file/Path;[Ljava/nio/file/CopyOption;)V";

    /** Of register. */
    static final String WATCH = "(Ljava/nio/file/WatchService;[Ljava/nio/file/WatchEvent$Kind;"
            + "[Ljava/nio/file/WatchEvent$Modifier;)Ljava/nio/file/WatchKey;";

    private JdkClass() {}
}
