package io.bpsecrets.premain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a bundle's table at the start. jvm/it/DamagedJarIT damages the packed jar. */
class BundleTest {
    private static final String ENTRY = "bp-secrets/start";
    private static final int ROW = 12;

    /** The last one is one byte, at an even position: a flipped bit of the position moves begin and end alike. */
    private static final int[] LENGTHS = {1000, 3, 4096, 700, 1};

    /** Rows are in the order of the hash codes, the classes are not. */
    private static final int[] ROWS = {3, 0, 4, 1, 2};

    @TempDir
    Path folder;

    @Test
    void aTableWhoseClassesFillTheBundleFitsInAnyOrder() throws IOException {
        assertThat(isTaken(bundle())).isTrue();
    }

    @Test
    void oneFlippedBitOfAPositionOrALengthDoesNotFit() throws IOException {
        byte[] bundle = bundle();
        for (int row = 0; row < ROWS.length; row++) {
            for (int bit = 0; bit < 64; bit++) {
                byte[] damaged = bundle.clone();
                damaged[4 + ROW * row + 4 + bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(isTaken(damaged)).as("row %s, bit %s", row, bit).isFalse();
            }
        }
    }

    @Test
    void oneClassInPlaceOfAnotherDoesNotFit() throws IOException {
        byte[] bundle = bundle();
        for (int from = 0; from < ROWS.length; from++) {
            for (int to = 0; to < ROWS.length; to++) {
                byte[] damaged = bundle.clone();
                System.arraycopy(bundle, 4 + ROW * from + 4, damaged, 4 + ROW * to + 4, 8);
                assertThat(isTaken(damaged)).as("%s over %s", from, to).isEqualTo(from == to);
            }
        }
    }

    /** A class with a wrong byte may be one that the JVM accepts. It is not compressed, so that nothing else notices it. */
    @Test
    void oneFlippedBitOfAClassIsNoticed() throws IOException {
        byte[] bundle = bundle();
        CRC32 sum = new CRC32();
        sum.update(bundle);
        ZipEntry entry = new ZipEntry(ENTRY);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bundle.length);
        entry.setCrc(sum.getValue());
        Path jar = folder.resolve("stored.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(entry);
            out.write(bundle);
        }
        // What ZipOutputStream writes in front of the first entry: 30 bytes and the name.
        int begin = 30 + ENTRY.length();
        byte[] bytes = Files.readAllBytes(jar);
        assertThat(Arrays.copyOfRange(bytes, begin, begin + bundle.length)).isEqualTo(bundle);
        bytes[begin + bundle.length / 2] ^= 1;
        Files.write(jar, bytes);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            assertThatThrownBy(() -> Bundle.read(zip, ENTRY)).hasMessage(ENTRY + " is damaged");
        }
    }

    private static byte[] bundle() {
        int[] begins = new int[LENGTHS.length];
        int end = 4 + ROW * LENGTHS.length;
        for (int i = 0; i < LENGTHS.length; i++) {
            begins[i] = end;
            end += LENGTHS[i];
        }
        ByteBuffer bytes = ByteBuffer.allocate(end).putInt(LENGTHS.length);
        for (int row = 0; row < ROWS.length; row++) {
            bytes.putInt(row).putInt(begins[ROWS[row]]).putInt(LENGTHS[ROWS[row]]);
        }
        return bytes.array();
    }

    /** Both ways to read it must agree. */
    private boolean isTaken(byte[] bundle) throws IOException {
        Path jar = folder.resolve("some.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(ENTRY));
            out.write(bundle);
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            try {
                Bundle.check(zip, ENTRY);
            } catch (IOException damaged) {
                assertThatThrownBy(() -> Bundle.read(zip, ENTRY)).isInstanceOf(IOException.class);
                return false;
            }
            Bundle.read(zip, ENTRY);
            return true;
        }
    }
}
