package app.files;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A value that tells which one it is and whether it is whole: {@code v00042:filler:checksum}. */
public final class NumberedValue {

    /** @return its number, or -1 where it is cut, mixed or something else */
    public static int of(String value) {
        int end = value == null ? -1 : value.lastIndexOf(':');
        if (end < 8 || value.charAt(0) != 'v' || value.charAt(6) != ':') {
            return -1;
        }
        CRC32 sum = new CRC32();
        sum.update(value.substring(0, end).getBytes(StandardCharsets.UTF_8));
        if (!value.substring(end + 1).equals(Long.toHexString(sum.getValue()))) {
            return -1;
        }
        return Integer.parseInt(value.substring(1, 6));
    }

    private NumberedValue() {}
}
