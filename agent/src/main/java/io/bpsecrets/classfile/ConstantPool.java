package io.bpsecrets.classfile;

import java.nio.charset.StandardCharsets;

/**
 * The constant pool (JVMS 4.4). What is in it keeps its index, and what is new is added at the end. So a constant may be there twice: to look
 * for it would take longer than the JVM takes to read it.
 */
final class ConstantPool {
    /** The position of the pool in the file, behind magic and version. */
    static final int START = 8;

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    static final int FIELD = 9;
    static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    /** Bytes of an entry with its tag, by tag. It is 0 for tags that are not given out, and for UTF8, which has its length in itself. */
    private static final int[] SIZE = {
        0, 0, 0, // 0 and 2: not given out; 1: Utf8 (4.4.7)
        5, 5, 9, 9, // 3, 4: Integer, Float (4.4.4); 5, 6: Long, Double (4.4.5)
        3, 3, // 7: Class (4.4.1); 8: String (4.4.3)
        5, 5, 5, 5, // 9, 10, 11: Fieldref, Methodref, InterfaceMethodref (4.4.2); 12: NameAndType (4.4.6)
        0, 0, // 13 and 14: not given out
        4, 3, // 15: MethodHandle (4.4.8); 16: MethodType (4.4.9)
        5, 5, // 17, 18: Dynamic, InvokeDynamic (4.4.10)
        3, 3, // 19: Module (4.4.11); 20: Package (4.4.12)
    };

    private static final int LONGEST_PRINTED = 100;
    private static final char DELETE = 0x7F;

    private final byte[] file;
    private final int[] entries;
    private final int end;
    private final ByteWriter added = new ByteWriter(1024);
    private int count;

    /** @throws IllegalArgumentException for a tag that is not known */
    ConstantPool(byte[] file) {
        this.file = file;
        this.count = ByteWriter.u2(file, START);
        this.entries = new int[count];
        int at = START + 2;
        for (int i = 1; i < count; i++) {
            entries[i] = at;
            int tag = file[at];
            // Not a method of its own, because some thousand entries are read here before the JVM compiles anything.
            if (tag == UTF8) {
                at += 3 + ((file[at + 1] & 0xFF) << 8 | file[at + 2] & 0xFF);
                continue;
            }
            int size = tag > 0 && tag < SIZE.length ? SIZE[tag] : 0;
            if (size == 0) {
                throw new IllegalArgumentException("constant " + i + " has the unknown tag " + tag);
            }
            at += size;
            if (tag == LONG || tag == DOUBLE) {
                i++;
            }
        }
        this.end = at;
    }

    /** The position behind the pool, in the file. */
    int end() {
        return end;
    }

    /** The length of a text, in bytes. */
    int length(int index) {
        return ByteWriter.u2(file, entries[index] + 1);
    }

    /** A text for a message. A question mark stands for each character that is not printable, and for all that is behind 100 characters. */
    String printable(int index) {
        int at = entries[index];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ByteWriter.u2(file, at + 1); i++) {
            if (i == LONGEST_PRINTED) {
                return text.append('?').toString();
            }
            char letter = (char) (file[at + 3 + i] & 0xFF);
            text.append(letter > ' ' && letter < DELETE ? letter : '?');
        }
        return text.toString();
    }

    /** True if the constant is this text. */
    boolean is(int index, String ascii) {
        int at = entries[index];
        int length = ascii.length();
        if (file[at] != UTF8 || ByteWriter.u2(file, at + 1) != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (file[at + 3 + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    int utf8(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.ISO_8859_1);
        added.u1(UTF8).u2(bytes.length).copy(bytes, 0, bytes.length);
        return next();
    }

    /** @param name internal, with slashes */
    int type(String name) {
        return entry(CLASS, utf8(name));
    }

    int string(String ascii) {
        return entry(STRING, utf8(ascii));
    }

    /** @param tag {@link #FIELD}, or {@link #METHOD} of a class */
    int member(int tag, String owner, String name, String descriptor) {
        int type = type(owner);
        int nameIndex = utf8(name);
        int descriptorIndex = utf8(descriptor);
        added.u1(NAME_AND_TYPE).u2(nameIndex).u2(descriptorIndex);
        int nameAndType = next();
        added.u1(tag).u2(type).u2(nameAndType);
        return next();
    }

    void write(ByteWriter out) {
        out.u2(count).copy(file, START + 2, end - START - 2).copy(added);
    }

    private int entry(int tag, int index) {
        added.u1(tag).u2(index);
        return next();
    }

    private int next() {
        if (count == 0xFFFF) {
            throw new IllegalArgumentException("the constant pool is full");
        }
        return count++;
    }
}
