package io.bpsecrets.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The descriptors that a process has open, as /proc shows them.
 *
 * @param held all but those of {@code again}
 * @param again how many are a second or further one, open for reading only, of a file that has no name any more. The agent holds one for
 *     each served file, so these were opened by the program
 */
public record OpenDescriptors(int held, int again) {
    static OpenDescriptors of(long pid) {
        Set<String> read = new HashSet<>();
        int held = 0;
        int again = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path one : all) {
                try {
                    String target = Files.readSymbolicLink(one).toString();
                    if (target.endsWith(" (deleted)") && isReadOnly(pid, one) && !read.add(target)) {
                        again++;
                    } else {
                        held++;
                    }
                } catch (IOException e) {
                    // It was closed meanwhile, and another one may have its number.
                    held++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new OpenDescriptors(held, again);
    }

    private static boolean isReadOnly(long pid, Path descriptor) throws IOException {
        Path info = Path.of("/proc/" + pid + "/fdinfo").resolve(descriptor.getFileName());
        String flags = Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("flags:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", "");
        return (Integer.parseInt(flags, 8) & 3) == 0;
    }
}
