package io.bpsecrets.classfile;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The class of the agent with this name, by ASM: benchmarks/decisions.sh puts it into a copy of the jar. */
public final class ClassFile {
    private final byte[] file;
    private final ClassReader reader;
    private final int[] methods;
    private final char[] buffer;
    private final Map<String, MethodCode> changed = new HashMap<String, MethodCode>();

    public ClassFile(byte[] file, int newest) {
        this.file = file;
        this.reader = new ClassReader(file);
        this.buffer = new char[reader.getMaxStringLength()];
        // The same look at the members as in the agent. A visit of its own only for their names would be slower.
        int at = reader.header + 6;
        at += 2 + 2 * reader.readUnsignedShort(at);
        int fields = reader.readUnsignedShort(at);
        at += 2;
        for (int i = 0; i < fields; i++) {
            at = behindMember(at);
        }
        methods = new int[reader.readUnsignedShort(at)];
        at += 2;
        for (int i = 0; i < methods.length; i++) {
            methods[i] = at;
            at = behindMember(at);
        }
    }

    public static int version(byte[] file) {
        return (file[6] & 0xFF) << 8 | file[7] & 0xFF;
    }

    public int methods() {
        return methods.length;
    }

    public int nameLength(int method) {
        return reader.readUnsignedShort(reader.getItem(reader.readUnsignedShort(methods[method] + 2)));
    }

    public boolean is(int method, String name, String descriptor) {
        return reader.readUTF8(methods[method] + 2, buffer).equals(name)
                && reader.readUTF8(methods[method] + 4, buffer).equals(descriptor);
    }

    public boolean isStatic(int method) {
        return (reader.readUnsignedShort(methods[method]) & Opcodes.ACC_STATIC) != 0;
    }

    public MethodCode code(int method) {
        if ((reader.readUnsignedShort(methods[method]) & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
            return null;
        }
        String key = reader.readUTF8(methods[method] + 2, buffer) + reader.readUTF8(methods[method] + 4, buffer);
        MethodCode code = changed.get(key);
        if (code == null) {
            code = new MethodCode();
            changed.put(key, code);
        }
        return code;
    }

    public Snippet snippet() {
        return new Snippet();
    }

    public byte[] toBytes() {
        if (changed.isEmpty()) {
            return file;
        }
        // Constants are kept and other methods are copied, which is the fastest way of ASM.
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Editor(writer), 0);
        return writer.toByteArray();
    }

    private int behindMember(int at) {
        int behind = at + 8;
        for (int i = reader.readUnsignedShort(at + 6); i > 0; i--) {
            behind += 6 + reader.readInt(behind + 2);
        }
        return behind;
    }

    private final class Editor extends ClassVisitor {
        Editor(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            MethodVisitor next = super.visitMethod(access, name, type, signature, thrown);
            MethodCode code = changed.get(name + type);
            return code == null ? next : code.over(next);
        }
    }
}
