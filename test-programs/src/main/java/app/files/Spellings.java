package app.files;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Says what is read by a name, in whatever way. Each line of stdin is a command and a path, answered by one line on stdout:
 * {@code read PATH} (what all ways agree on, else each), {@code canonical PATH}, {@code list PATH}, {@code same PATH PATH}.
 */
public final class Spellings {

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = answer(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
            } catch (Throwable e) {
                answer = Answer.error(e);
            }
            System.out.println(answer);
            System.out.flush();
        }
        System.exit(0);
    }

    private static String answer(String command, String name) throws Exception {
        switch (command) {
            case "read":
                return read(name);
            case "canonical":
                return new File(name).getCanonicalPath() + " " + new File(name).getCanonicalFile() + " "
                        + Paths.get(name).toRealPath();
            case "list":
                try (SecureDirectoryStream<Path> stream = SecureChecks.open(Paths.get(name))) {
                    List<String> names = new ArrayList<>();
                    for (Path entry : stream) {
                        names.add(entry.getFileName().toString());
                    }
                    return Answer.sorted(names);
                }
            case "same":
                String[] two = name.split(" ");
                return "" + Files.isSameFile(Paths.get(two[0]), Paths.get(two[1]));
            default:
                return "unknown command " + command;
        }
    }

    private static String read(String name) {
        Path path = Paths.get(name);
        Map<String, Check> ways = new LinkedHashMap<>();
        ways.put("FileInputStream", () -> Answer.of(new FileInputStream(name)));
        ways.put("RandomAccessFile", () -> {
            try (RandomAccessFile file = new RandomAccessFile(name, "r")) {
                byte[] all = new byte[(int) file.length()];
                file.readFully(all);
                return Answer.of(all);
            }
        });
        ways.put("Files", () -> Answer.of(Files.readAllBytes(path)));
        ways.put("canonical", () -> Answer.of(new FileInputStream(new File(name).getCanonicalFile())));
        ways.put("real", () -> Answer.of(Files.readAllBytes(path.toRealPath())));
        ways.put("secure", () -> {
            try (SecureDirectoryStream<Path> stream = SecureChecks.open(path.getParent())) {
                return Answer.of(Channels.newInputStream(
                        stream.newByteChannel(path.getFileName(), Collections.singleton(StandardOpenOption.READ))));
            }
        });
        TreeSet<String> different = new TreeSet<>();
        StringBuilder all = new StringBuilder();
        ways.forEach((way, check) -> {
            String answer;
            try {
                answer = check.answer();
            } catch (Throwable e) {
                answer = "absent";
            }
            different.add(answer);
            all.append(way).append(' ').append(answer).append("; ");
        });
        return different.size() == 1 ? different.first() : all.toString();
    }

    private Spellings() {}
}
