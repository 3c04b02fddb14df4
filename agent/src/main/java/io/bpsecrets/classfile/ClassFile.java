package io.bpsecrets.classfile;

import org.jspecify.annotations.Nullable;

/** A class file, and new code for some of its methods. */
public final class ClassFile {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int ACC_STATIC = 8;

    private final byte[] file;
    private final ConstantPool constants;
    private final int fields;
    /** The position of each method, and at last the end of the methods. */
    private final int[] methods;

    private final @Nullable MethodCode[] changed;
    private boolean isChanged;

    /**
     * @param newest the newest class file version to be read
     * @throws IllegalArgumentException if the version is newer, or if this is no class file
     */
    public ClassFile(byte[] file, int newest) {
        if (file.length < ConstantPool.START + 2 || ByteWriter.s4(file, 0) != MAGIC) {
            throw new IllegalArgumentException("no class file");
        }
        if (version(file) > newest) {
            throw new IllegalArgumentException("class file version " + version(file) + " is not known");
        }
        this.file = file;
        this.constants = new ConstantPool(file);
        // access flags, this, super
        int at = constants.end() + 6;
        at += 2 + 2 * ByteWriter.u2(file, at);
        this.fields = at;
        at += 2;
        for (int i = ByteWriter.u2(file, fields); i > 0; i--) {
            at = behindMember(at);
        }
        this.methods = new int[ByteWriter.u2(file, at) + 1];
        this.changed = new MethodCode[methods.length - 1];
        at += 2;
        for (int i = 0; i < changed.length; i++) {
            methods[i] = at;
            at = behindMember(at);
        }
        methods[changed.length] = at;
    }

    /** The version of the class file, which is Java's feature version plus 44. */
    public static int version(byte[] file) {
        return ByteWriter.u2(file, 6);
    }

    /** Methods are numbered from 0. */
    public int methods() {
        return changed.length;
    }

    /** The quick question before {@link #is}. */
    public int nameLength(int method) {
        return constants.length(ByteWriter.u2(file, methods[method] + 2));
    }

    public boolean is(int method, String name, String descriptor) {
        int at = methods[method];
        return constants.is(ByteWriter.u2(file, at + 2), name) && constants.is(ByteWriter.u2(file, at + 4), descriptor);
    }

    public boolean isStatic(int method) {
        return (ByteWriter.u2(file, methods[method]) & ACC_STATIC) != 0;
    }

    /** True if the class itself has this field. */
    public boolean hasField(String name, String descriptor) {
        int at = fields + 2;
        for (int i = ByteWriter.u2(file, fields); i > 0; i--) {
            if (constants.is(ByteWriter.u2(file, at + 2), name)
                    && constants.is(ByteWriter.u2(file, at + 4), descriptor)) {
                return true;
            }
            at = behindMember(at);
        }
        return false;
    }

    /** @return null for a method without code: native, abstract */
    public @Nullable MethodCode code(int method) {
        if (changed[method] == null) {
            int at = methods[method] + 8;
            for (int i = ByteWriter.u2(file, methods[method] + 6); i > 0; i--) {
                if (constants.is(ByteWriter.u2(file, at), "Code")) {
                    changed[method] = new MethodCode(file, at, constants);
                    isChanged = true;
                    break;
                }
                at = behindAttribute(at);
            }
        }
        return changed[method];
    }

    /** A snippet for a method of this class. */
    public Snippet snippet() {
        return new Snippet(constants);
    }

    /** @throws IllegalArgumentException if code does not fit any more */
    public byte[] toBytes() {
        if (!isChanged) {
            return file;
        }
        // The members first, because they may add to the constants.
        ByteWriter members = new ByteWriter(file.length + 1024);
        int kept = constants.end();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] != null) {
                members.copy(file, kept, changed[i].start() - kept);
                changed[i].write(members);
                kept = changed[i].end();
            }
        }
        ByteWriter out = new ByteWriter(file.length + 2048).copy(file, 0, ConstantPool.START);
        constants.write(out);
        return out.copy(members).copy(file, kept, file.length - kept).toArray();
    }

    /** A field or method: flags, name, descriptor, attributes. */
    private int behindMember(int at) {
        int behind = at + 8;
        for (int i = ByteWriter.u2(file, at + 6); i > 0; i--) {
            behind = behindAttribute(behind);
        }
        return behind;
    }

    private int behindAttribute(int at) {
        return at + 6 + ByteWriter.s4(file, at + 2);
    }
}
