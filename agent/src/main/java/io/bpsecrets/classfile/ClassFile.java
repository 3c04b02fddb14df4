package io.bpsecrets.classfile;

/** A class file, and new code for some of its methods. */
public final class ClassFile {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int ACC_STATIC = 8;

    private final byte[] file;
    private final Constants constants;
    /** Where each method begins, and at last where the methods end. */
    private final int[] methods;

    private final MethodCode[] changed;
    private boolean isChanged;

    /**
     * @param newest the newest class file version to be read
     * @throws IllegalArgumentException for a newer version, or what is no class file
     */
    public ClassFile(byte[] file, int newest) {
        if (file.length < Constants.START + 2 || Bytes.s4(file, 0) != MAGIC) {
            throw new IllegalArgumentException("no class file");
        }
        if (version(file) > newest) {
            throw new IllegalArgumentException("class file version " + version(file) + " is not known");
        }
        this.file = file;
        this.constants = new Constants(file);
        // access flags, this, super
        int at = constants.end() + 6;
        at += 2 + 2 * Bytes.u2(file, at);
        int fields = Bytes.u2(file, at);
        at += 2;
        for (int i = 0; i < fields; i++) {
            at = behindMember(at);
        }
        this.methods = new int[Bytes.u2(file, at) + 1];
        this.changed = new MethodCode[methods.length - 1];
        at += 2;
        for (int i = 0; i < changed.length; i++) {
            methods[i] = at;
            at = behindMember(at);
        }
        methods[changed.length] = at;
    }

    /** Java's feature version and 44. */
    public static int version(byte[] file) {
        return Bytes.u2(file, 6);
    }

    /** Methods are numbered from 0. */
    public int methods() {
        return changed.length;
    }

    /** The quick question before {@link #is}. */
    public int nameLength(int method) {
        return constants.length(Bytes.u2(file, methods[method] + 2));
    }

    public boolean is(int method, String name, String descriptor) {
        int at = methods[method];
        return constants.is(Bytes.u2(file, at + 2), name) && constants.is(Bytes.u2(file, at + 4), descriptor);
    }

    public boolean isStatic(int method) {
        return (Bytes.u2(file, methods[method]) & ACC_STATIC) != 0;
    }

    /** @return null for a method without code: native, abstract */
    public MethodCode code(int method) {
        if (changed[method] == null) {
            int at = methods[method] + 8;
            for (int i = Bytes.u2(file, methods[method] + 6); i > 0; i--) {
                if (constants.is(Bytes.u2(file, at), "Code")) {
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

    /** @throws IllegalArgumentException where code does not fit any more */
    public byte[] toBytes() {
        if (!isChanged) {
            return file;
        }
        // First, as it may add to the constants.
        Bytes members = new Bytes(file.length + 1024);
        int kept = constants.end();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] != null) {
                members.copy(file, kept, changed[i].start() - kept);
                changed[i].write(members);
                kept = changed[i].end();
            }
        }
        Bytes out = new Bytes(file.length + 2048).copy(file, 0, Constants.START);
        constants.write(out);
        return out.copy(members).copy(file, kept, file.length - kept).toArray();
    }

    /** A field or method: flags, name, descriptor, attributes. */
    private int behindMember(int at) {
        int behind = at + 8;
        for (int i = Bytes.u2(file, at + 6); i > 0; i--) {
            behind = behindAttribute(behind);
        }
        return behind;
    }

    private int behindAttribute(int at) {
        return at + 6 + Bytes.s4(file, at + 2);
    }
}
