package io.bpsecrets.harness;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.jar.asm.ClassReader;

/** The hidden classes of the packed jar, in the form that premain/Bundle says. */
public final class Bundles {
    private static final int ROW = 12;

    private Bundles() {}

    /** @return class files by internal name */
    public static Map<String, byte[]> classes(byte[] bundle) {
        Map<String, byte[]> classes = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(bundle);
        int count = in.getInt();
        int behind = 4 + ROW * count;
        for (int i = 0; i < count; i++) {
            int hash = in.getInt();
            byte[] bytes = new byte[in.getInt(in.position() + 4)];
            bundleAt(bundle, in.getInt(), bytes);
            in.getInt();
            behind += bytes.length;
            String name = new ClassReader(bytes).getClassName();
            if (hash != name.replace('/', '.').hashCode() || classes.put(name, bytes) != null) {
                throw new AssertionError(name + " is in the wrong row, or there twice");
            }
        }
        if (behind != bundle.length) {
            throw new AssertionError((bundle.length - behind) + " bytes are no class");
        }
        return classes;
    }

    /** @param replacement of the same length as the class it replaces */
    public static byte[] with(byte[] bundle, byte[] original, byte[] replacement) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = indexOf(bundle, original);
        out.write(bundle, 0, at);
        out.writeBytes(replacement);
        out.write(bundle, at + original.length, bundle.length - at - original.length);
        return out.toByteArray();
    }

    private static void bundleAt(byte[] bundle, int begin, byte[] into) {
        System.arraycopy(bundle, begin, into, 0, into.length);
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            if (java.util.Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not in the bundle");
    }
}
