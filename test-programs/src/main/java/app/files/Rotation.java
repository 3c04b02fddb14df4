package app.files;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Paths;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Reads one secret over and over while it is rotated. Argument: the file. Each line of stdin is a command, answered by one
 * line on stdout.
 */
public final class Rotation {
    private final File file;
    private final Crowd crowd;
    private InputStream opened;
    private ByteBuffer mapped;
    private String begun;
    private WatchService service;

    private Rotation(File file) {
        this.file = file;
        this.crowd = new Crowd(file);
    }

    public static void main(String[] args) throws Exception {
        Rotation rotation = new Rotation(new File(args[0]));
        if (args.length > 1) {
            // Nobody asks: it reads from the start, and says so once.
            rotation.crowd.start(4, 0);
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = rotation.answer(line);
            } catch (Throwable e) {
                answer = Answer.error(e);
            }
            System.out.println(answer);
            System.out.flush();
        }
        System.exit(0);
    }

    private String answer(String line) throws Exception {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "warm":
                return crowd.readOnce();
            case "each":
                return crowd.readEach();
            case "descriptors":
                return descriptors();
            case "start":
                return crowd.start(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "floor":
                return crowd.floor(Integer.parseInt(words[1]));
            case "stop":
                return crowd.stop();
            case "open":
                return open();
            case "rest":
                return rest();
            case "modified":
                return file.lastModified() + " "
                        + Files.getLastModifiedTime(file.toPath()).toMillis();
            case "watch":
                service = FileSystems.getDefault().newWatchService();
                return "" + file.getParentFile().toPath().register(service, StandardWatchEventKinds.ENTRY_MODIFY);
            case "events":
                return events(Integer.parseInt(words[1]));
            default:
                return "unknown command " + line;
        }
    }

    /** What the open ones are: paths, sockets and pipes. */
    private static String descriptors() throws Exception {
        TreeSet<String> open = new TreeSet<>();
        for (String number : new File("/proc/self/fd").list()) {
            try {
                open.add(Files.readSymbolicLink(Paths.get("/proc/self/fd", number)) + " as " + number);
            } catch (NoSuchFileException e) {
                // That of the list itself.
            }
        }
        return String.join("; ", open);
    }

    /** Reads the first bytes, and maps all of it. */
    private String open() throws Exception {
        opened = new FileInputStream(file);
        byte[] first = new byte[10];
        int n = opened.read(first);
        begun = new String(first, 0, n, StandardCharsets.UTF_8);
        try (FileChannel in = FileChannel.open(file.toPath())) {
            mapped = in.map(MapMode.READ_ONLY, 0, in.size());
        }
        return "opened";
    }

    /** What was opened, to its end: version by the stream, version by the mapping. */
    private String rest() throws Exception {
        String read = begun + new String(Answer.bytes(opened), StandardCharsets.UTF_8);
        return NumberedValue.of(read) + " "
                + NumberedValue.of(StandardCharsets.UTF_8.decode(mapped).toString());
    }

    private String events(int seconds) throws Exception {
        WatchKey key = service.poll(seconds, TimeUnit.SECONDS);
        if (key == null) {
            return "none within " + seconds + " s";
        }
        TreeSet<String> seen = new TreeSet<>();
        for (WatchEvent<?> event : key.pollEvents()) {
            seen.add(event.kind() + " " + event.context());
        }
        return seen + " in " + key.watchable() + ", reset " + key.reset();
    }
}
