package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Bundles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.function.BiFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import net.bytebuddy.jar.asm.Opcodes;

/** The packed agent with one thing changed. */
final class OtherJar {
    private static final String WEAVER = "io/bpsecrets/weave/Weaver";
    private static final String INSIDE = "io/bpsecrets/weave/InsideLookup";

    private OtherJar() {}

    /** Its weaver takes what is newer than Java 7 as it takes what is newer than its own last. */
    static Path thatReadsUpToJava7(Path folder) throws IOException {
        return copy(folder, (name, bytes) -> name.equals("bp-secrets/start") ? limited(bytes) : bytes);
    }

    static Path withoutHook(Path folder) throws IOException {
        return copy(folder, (name, bytes) -> name.equals("java/lang/BpSecretsHook.class") ? null : bytes);
    }

    /** @param how missing, empty, cut, garbage or wrong table */
    static Path damaged(Path folder, String bundle, String how) throws IOException {
        return copy(folder, (name, bytes) -> name.equals(bundle) ? damaged(bytes, how) : bytes);
    }

    private static byte[] damaged(byte[] bytes, String how) {
        byte[] other = bytes.clone();
        switch (how) {
            case "missing":
                return null;
            case "empty":
                return new byte[0];
            case "cut":
                return Arrays.copyOf(bytes, bytes.length / 2);
            case "garbage":
                Arrays.fill(other, (byte) 'x');
                return other;
            default:
                // Where the second class begins.
                other[4 + 12 + 4 + 3] ^= 0x55;
                return other;
        }
    }

    /** The class file of one hidden class, {@code package/Name}, is none; the table still fits. */
    static Path withGarbage(Path folder, String part) throws IOException {
        String wanted = "io/bpsecrets/" + part;
        int[] changed = new int[1];
        Path jar = copy(folder, (name, bytes) -> {
            byte[] original =
                    name.startsWith("bp-secrets/") ? Bundles.classes(bytes).get(wanted) : null;
            if (original == null) {
                return bytes;
            }
            byte[] garbage = original.clone();
            Arrays.fill(garbage, (byte) 'x');
            changed[0]++;
            return Bundles.with(bytes, original, garbage);
        });
        assertThat(changed[0]).as(wanted).isEqualTo(1);
        return jar;
    }

    /** The version stands in it as {@code bipush 72}; nothing moves when another number stands there. */
    private static byte[] limited(byte[] bundle) {
        return limited(limited(bundle, WEAVER, 2), INSIDE, 1);
    }

    /** @param places where it compares versions */
    private static byte[] limited(byte[] bundle, String name, int places) {
        byte[] original = Bundles.classes(bundle).get(name);
        byte[] limited = original.clone();
        int changed = 0;
        for (int i = 0; i + 1 < limited.length; i++) {
            if (limited[i] == Opcodes.BIPUSH && limited[i + 1] == Opcodes.V28) {
                limited[i + 1] = Opcodes.V1_7;
                changed++;
            }
        }
        assertThat(changed).as("the places where versions are compared").isEqualTo(places);
        return Bundles.with(bundle, original, limited);
    }

    /** @param change gives an entry's new content, or null to leave it out */
    private static Path copy(Path folder, BiFunction<String, byte[], byte[]> change) throws IOException {
        Path copy = folder.resolve("other.jar");
        try (JarFile jar = new JarFile(System.getProperty("bp.jar"));
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy))) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                byte[] bytes = change.apply(entry.getName(), bytes(jar, entry));
                if (bytes != null) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(bytes);
                }
            }
        }
        return copy;
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
