package io.bpsecrets.premain;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Class files behind a table of their names' hash codes, as the build packs them (src/build/Pack.java): to look for each in
 * the jar by itself would take longer than to load it.
 *
 * <p>Four bytes each: how many classes; for each, by ascending hash, {@code String.hashCode} of its name, where it begins, its
 * length.
 */
final class Bundle {
    private static final int ROW = 12;

    private final byte[] bytes;

    private Bundle(byte[] bytes) {
        this.bytes = bytes;
    }

    static Bundle read(ZipFile jar, String entryName) throws IOException {
        ZipEntry entry = jar.getEntry(entryName);
        if (entry == null) {
            throw new IOException(entryName + " is not in the jar");
        }
        byte[] bytes = new byte[(int) entry.getSize()];
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            in.readFully(bytes);
        }
        return new Bundle(bytes);
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
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }
}
