package io.bpsecrets.files;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;

/** Names that nobody can make beforehand. Not java.security.SecureRandom, which asks the application's providers. */
final class RandomNames {
    private static final String SOURCE = "/dev/urandom";

    private RandomNames() {}

    /** @return 128 bits as hexadecimal digits */
    static String next() throws IOException {
        try (DataInputStream in = new DataInputStream(new FileInputStream(SOURCE))) {
            return Long.toHexString(in.readLong()) + Long.toHexString(in.readLong());
        }
    }
}
