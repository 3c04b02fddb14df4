package io.bpsecrets.classfile;

import java.util.HashMap;
import java.util.Map;

/** The constant pool (JVMS 4.4): what is in it stays where it is, what is new comes behind. */
final class Constants {
    /** Where the pool begins, behind magic and version. */
    static final int START = 8;

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    static final int FIELD = 9;
    static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    /** Bytes of an entry with its tag, by tag; 0 for tags that are not given out, and for UTF8, which says its own. */
    private static final int[] SIZE = {0, 0, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3};

    private final byte[] file;
    private final int[] entries;
    private final int end;
    private final Bytes added = new Bytes(1024);
    private final Map<String, Integer> known = new HashMap<String, Integer>();
    private int count;

    /** @throws IllegalArgumentException for a tag that is not known */
    Constants(byte[] file) {
        this.file = file;
        this.count = Bytes.u2(file, START);
        this.entries = new int[count];
        int at = START + 2;
        for (int i = 1; i < count; i++) {
            entries[i] = at;
            int tag = file[at];
            int size = tag > 0 && tag < SIZE.length ? SIZE[tag] : 0;
            if (tag == UTF8) {
                size = 3 + Bytes.u2(file, at + 1);
            } else if (size == 0) {
                throw new IllegalArgumentException("constant " + i + " has the unknown tag " + tag);
            }
            at += size;
            if (tag == LONG || tag == DOUBLE) {
                i++;
            }
        }
        this.end = at;
    }

    /** Behind the pool, in the file. */
    int end() {
        return end;
    }

    /** True where the constant is this text. */
    boolean is(int index, String ascii) {
        int at = entries[index];
        int length = ascii.length();
        if (file[at] != UTF8 || Bytes.u2(file, at + 1) != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (file[at + 3 + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** @param ascii without a character that UTF-8 needs two bytes for */
    int utf8(String ascii) {
        Integer index = known.get(ascii);
        if (index != null) {
            return index;
        }
        int length = ascii.length();
        added.u1(UTF8).u2(length);
        for (int i = 0; i < length; i++) {
            added.u1(ascii.charAt(i));
        }
        return next(ascii);
    }

    /** @param name internal, with slashes */
    int type(String name) {
        return entry(CLASS, "class " + name, utf8(name), -1);
    }

    int string(String ascii) {
        return entry(STRING, "string " + ascii, utf8(ascii), -1);
    }

    /** @param tag {@link #FIELD}, or {@link #METHOD} of a class */
    int member(int tag, String owner, String name, String descriptor) {
        String nameAndType = name + ' ' + descriptor;
        return entry(
                tag,
                owner + ' ' + nameAndType,
                type(owner),
                entry(NAME_AND_TYPE, nameAndType, utf8(name), utf8(descriptor)));
    }

    void write(Bytes out) {
        out.u2(count).copy(file, START + 2, end - START - 2).copy(added);
    }

    /** @param second -1 for none */
    private int entry(int tag, String key, int first, int second) {
        Integer index = known.get(key);
        if (index != null) {
            return index;
        }
        added.u1(tag).u2(first);
        if (second >= 0) {
            added.u2(second);
        }
        return next(key);
    }

    private int next(String key) {
        if (count == 0xFFFF) {
            throw new IllegalArgumentException("the constant pool is full");
        }
        known.put(key, count);
        return count++;
    }
}
