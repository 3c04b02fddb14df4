package io.bpsecrets.weave;

import io.bpsecrets.classfile.ClassFile;
import io.bpsecrets.classfile.Snippet;
import org.jspecify.annotations.Nullable;

/** What a woven method hands to the hook. The digit is the slot of its own argument. */
enum HookArgument {
    STRING_0(0, "Ljava/lang/String;"),
    STRING_1(1, "Ljava/lang/String;"),
    INT_1(1, "I"),
    INT_2(2, "I"),
    MAP_0(0, "Ljava/util/Map;"),
    SET_2(2, "Ljava/util/Set;"),
    OBJECT_0(0, "Ljava/lang/Object;"),
    OBJECT_1(1, "Ljava/lang/Object;"),
    OBJECT_2(2, "Ljava/lang/Object;"),
    /** The path of the File whose method is woven. It is read from the field, because a subclass may return anything from getPath(). */
    THIS_FILE(0, "Ljava/lang/String;"),
    FILE_1(1, "Ljava/io/File;"),
    /** A UnixPath with its bytes, so that the hook can look at it without the garbage of a toString. */
    PATH_0(0, "Ljava/lang/Object;[B"),
    /** A Path that UnixPath.toUnixPath checks first, as the woven method itself does in its first line. */
    PATH_1(1, "Ljava/lang/Object;[B"),
    PATH_2(2, "Ljava/lang/Object;[B"),
    /** The path of a file attribute view. */
    VIEWED(0, "Ljava/lang/Object;[B"),
    /** What getenv() returns without the agent: a static field of the woven class. Null if the class has no field of that name and type. */
    UNMODIFIABLE("theUnmodifiableEnvironment", "Ljava/util/Map;"),
    /** The map behind it, on Linux and macOS. The same field has another type on Windows. */
    VARIABLES("theEnvironment", "Ljava/util/HashMap;");

    private static final String UNIX_PATH = "sun/nio/fs/UnixPath";
    private static final String VIEW = "sun/nio/fs/UnixFileAttributeViews$Basic";

    private final int slot;
    private final String descriptor;
    private final @Nullable String field;

    HookArgument(int slot, String descriptor) {
        this.slot = slot;
        this.descriptor = descriptor;
        this.field = null;
    }

    HookArgument(String field, String descriptor) {
        this.slot = -1;
        this.descriptor = descriptor;
        this.field = field;
    }

    String descriptor() {
        return descriptor;
    }

    int slot() {
        return slot;
    }

    /** The slots of the stack that {@link #emit} needs. */
    static final int STACK = 2;

    /**
     * Adds the code that puts it on the stack.
     *
     * @param file the woven class
     * @param owner its internal name
     */
    void emit(Snippet code, ClassFile file, String owner) {
        if (field != null) {
            if (file.hasField(field, descriptor)) {
                code.field(Opcode.GETSTATIC, owner, field, descriptor);
            } else {
                code.op(Opcode.ACONST_NULL);
            }
            return;
        }
        if (descriptor.equals("I")) {
            code.variable(Opcode.ILOAD, slot);
            return;
        }
        code.variable(Opcode.ALOAD, slot);
        if (this == PATH_1 || this == PATH_2) {
            code.call(Opcode.INVOKESTATIC, UNIX_PATH, "toUnixPath", "(Ljava/nio/file/Path;)L" + UNIX_PATH + ";");
        } else if (this == THIS_FILE) {
            code.field(Opcode.GETFIELD, "java/io/File", "path", descriptor);
        } else if (this == VIEWED) {
            code.field(Opcode.GETFIELD, VIEW, "file", "L" + UNIX_PATH + ";");
        }
        if (descriptor.endsWith("[B")) {
            code.op(Opcode.DUP);
            code.call(Opcode.INVOKEVIRTUAL, UNIX_PATH, "asByteArray", "()[B");
        }
    }
}
