package app.files;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads many secrets once for each line of stdin, in turns by java.io and java.nio, and answers how many files had which
 * version. Arguments: the directory, and how many files it has: {@code s0}, {@code s1} …
 */
public final class Many {
    private Many() {}

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[1]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Map<String, Integer> answers = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                answers.merge(read(new File(args[0], "s" + i), i), 1, Integer::sum);
            }
            System.out.println(answers);
            System.out.flush();
        }
        System.exit(0);
    }

    private static String read(File file, int number) {
        try {
            byte[] bytes =
                    number % 2 == 0 ? Answer.bytes(new FileInputStream(file)) : Files.readAllBytes(file.toPath());
            String text = new String(bytes, StandardCharsets.UTF_8);
            int version = NumberedValue.of(text);
            return version < 0 || text.contains(":s" + number + ":") ? "version " + version : "another file's";
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }
}
