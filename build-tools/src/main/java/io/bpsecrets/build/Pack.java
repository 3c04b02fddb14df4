package io.bpsecrets.build;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Packs the hidden classes into bundles, in the form that premain/Bundle reads: {@code Pack CLASSES START OUT}, with
 * the folder of class files, the list of those that are loaded before main, and the folder that gets the bundles.
 *
 * <p>The table of a bundle is sorted by hash code, because it is searched. The class files are sorted by name: neighbours then have much in
 * common, and the jar is 5 % smaller than if they had the order of the table.
 */
final class Pack {
    private Pack() {}

    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        Set<String> start = new HashSet<>(Files.readAllLines(Path.of(arguments[1])));
        start.removeIf(line -> line.isBlank() || line.startsWith("#"));
        Map<String, Map<String, byte[]>> bundles = new TreeMap<>();
        Set<Integer> hashes = new HashSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String path = classes.relativize(file).toString().replace('\\', '/');
                String name =
                        path.substring(0, path.length() - ".class".length()).replace('/', '.');
                if (Stream.of("io.bpsecrets.premain.", "java.", "jdk.").anyMatch(name::startsWith)) {
                    continue;
                }
                bundles.computeIfAbsent(bundle(name, start), key -> new TreeMap<>())
                        .put(name, Files.readAllBytes(file));
                if (!hashes.add(name.hashCode())) {
                    throw new IllegalStateException(name + " has the hash code of another class: give it another name");
                }
            }
        }
        if (!start.isEmpty()) {
            throw new IllegalStateException(arguments[1] + " names what is not there: " + start);
        }
        for (Map.Entry<String, Map<String, byte[]>> bundle : bundles.entrySet()) {
            Files.createDirectories(Path.of(arguments[2]));
            Files.write(Path.of(arguments[2], bundle.getKey()), packed(bundle.getValue()));
        }
    }

    private static String bundle(String name, Set<String> start) {
        boolean commandLine =
                Stream.of("io.bpsecrets.cli.", "io.bpsecrets.lib.picocli.").anyMatch(name::startsWith);
        return start.remove(name) ? "start" : commandLine ? "cli" : "read";
    }

    private static byte[] packed(Map<String, byte[]> classes) throws IOException {
        Map<Integer, int[]> table = new TreeMap<>();
        int begin = 4 + 12 * classes.size();
        for (Map.Entry<String, byte[]> one : classes.entrySet()) {
            table.put(one.getKey().hashCode(), new int[] {begin, one.getValue().length});
            begin += one.getValue().length;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(classes.size());
        for (Map.Entry<Integer, int[]> row : table.entrySet()) {
            out.writeInt(row.getKey());
            out.writeInt(row.getValue()[0]);
            out.writeInt(row.getValue()[1]);
        }
        for (byte[] one : classes.values()) {
            out.write(one);
        }
        return bytes.toByteArray();
    }
}
