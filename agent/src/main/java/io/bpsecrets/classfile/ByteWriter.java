package io.bpsecrets.classfile;

/** Writes big-endian bytes one after the other, and reads them from an array. */
final class ByteWriter {
    private byte[] bytes;
    private int length;

    ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    static int u1(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    static int u2(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    static int s4(byte[] bytes, int at) {
        return u2(bytes, at) << 16 | u2(bytes, at + 2);
    }

    int length() {
        return length;
    }

    ByteWriter u1(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    ByteWriter u2(int value) {
        room(2);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
        return this;
    }

    ByteWriter s4(int value) {
        return u2(value >> 16).u2(value);
    }

    ByteWriter copy(byte[] from, int start, int count) {
        room(count);
        System.arraycopy(from, start, bytes, length, count);
        length += count;
        return this;
    }

    ByteWriter copy(ByteWriter from) {
        return copy(from.bytes, 0, from.length);
    }

    /** Overwrites two bytes. */
    void setU2(int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    /** Overwrites four bytes. */
    void setS4(int at, int value) {
        setU2(at, value >> 16);
        setU2(at + 2, value);
    }

    byte[] toArray() {
        byte[] array = new byte[length];
        System.arraycopy(bytes, 0, array, 0, length);
        return array;
    }

    private void room(int count) {
        if (length + count > bytes.length) {
            byte[] larger = new byte[Math.max(length + count, 2 * bytes.length)];
            System.arraycopy(bytes, 0, larger, 0, length);
            bytes = larger;
        }
    }
}
