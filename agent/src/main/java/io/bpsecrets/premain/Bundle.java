package io.bpsecrets.premain;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Class files behind a table of their names' hash codes, as the build packs them (build-tools: io.bpsecrets.build.Pack). One entry of the jar for
 * each class would be slower: to find an entry takes longer than to load the class.
 *
 * <p>The table has numbers of four bytes: the number of classes; then for each class, by ascending hash code, {@code
 * String.hashCode} of its name, the position of its first byte, its length.
 */
final class Bundle {
    private static final int ROW = 12;

    /** Far more than all bundles have. A damaged directory of the jar may name any size. */
    private static final int MAX_BYTES = 16 << 20;

    private final byte[] bytes;

    private Bundle(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The check sum is tried, because ZipFile does not try it, and a class with one wrong byte may do something else.
     *
     * @throws IOException if the bundle is not in the jar, is cut off, has another check sum, or has a table that does not fit it
     */
    static Bundle read(ZipFile jar, String entryName) throws IOException {
        ZipEntry entry = entry(jar, entryName);
        byte[] bytes = new byte[size(entry)];
        try (DataInputStream in = open(jar, entry)) {
            in.readFully(bytes);
        }
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, bytes.length);
        if (sum.getValue() != entry.getCrc() || bytes.length < 4 || !fits(bytes, bytes.length)) {
            throw damaged(entryName);
        }
        return new Bundle(bytes);
    }

    /**
     * Checks only the table, which takes little time, so that the start finds a jar that was cut off, and not the first read.
     *
     * @throws IOException as {@link #read}
     */
    static void check(ZipFile jar, String entryName) throws IOException {
        ZipEntry entry = entry(jar, entryName);
        int size = size(entry);
        byte[] table = new byte[4];
        try (DataInputStream in = open(jar, entry)) {
            in.readFully(table);
            int count = number(table, 0);
            if (count < 1 || count > (size - 4) / ROW) {
                throw damaged(entryName);
            }
            table = Arrays.copyOf(table, 4 + ROW * count);
            in.readFully(table, 4, ROW * count);
        }
        if (!fits(table, size)) {
            throw damaged(entryName);
        }
    }

    /**
     * True if each class is inside the bundle, and if the lengths and the squares of the positions add up as they do if the classes fill it, in
     * any order. So one wrong number never fits. It has few calls, because the interpreter runs it.
     */
    private static boolean fits(byte[] table, int size) {
        int count = number(table, 0);
        if (count < 1 || count > (size - 4) / ROW) {
            return false;
        }
        int first = 4 + ROW * count;
        int left = size - first;
        long squares = (long) size * size - (long) first * first;
        for (int at = 8; at < first; at += ROW) {
            int begin = number(table, at);
            int length = number(table, at + 4);
            if (length < 1 || length > left || begin < first || begin > size - length) {
                return false;
            }
            left -= length;
            // The square of its end less the square of its begin.
            squares -= length * (2L * begin + length);
        }
        return left == 0 && squares == 0;
    }

    private static IOException damaged(String entryName) {
        return new IOException(entryName + " is damaged");
    }

    private static int size(ZipEntry entry) throws IOException {
        long size = entry.getSize();
        if (size < 0 || size > MAX_BYTES) {
            throw damaged(entry.getName());
        }
        return (int) size;
    }

    private static ZipEntry entry(ZipFile jar, String entryName) throws IOException {
        ZipEntry entry = jar.getEntry(entryName);
        if (entry == null) {
            throw new IOException(entryName + " is not in the jar");
        }
        return entry;
    }

    private static DataInputStream open(ZipFile jar, ZipEntry entry) throws IOException {
        return new DataInputStream(jar.getInputStream(entry));
    }

    /** @return the table's row, or -1 */
    int find(String className) {
        int hash = className.hashCode();
        int low = 0;
        int high = number(0) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = number(4 + ROW * middle);
            if (found == hash) {
                return middle;
            }
            if (found < hash) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    byte[] bytes() {
        return bytes;
    }

    int begin(int row) {
        return number(8 + ROW * row);
    }

    int length(int row) {
        return number(12 + ROW * row);
    }

    private int number(int at) {
        return number(bytes, at);
    }

    private static int number(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }
}
