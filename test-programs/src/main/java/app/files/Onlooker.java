package app.files;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;

/**
 * Another user of the machine: tries to open whatever appears in the directories that are its arguments, until its standard
 * input ends. Says how many names of the agent's it saw, and how many it could open.
 */
public final class Onlooker {
    private static final String NAME = ".bp-secrets-";

    private final List<FileInputStream> opened = new ArrayList<>();
    private int seen;
    private int written;
    private int listed;

    public static void main(String[] args) throws Exception {
        WatchService service = FileSystems.getDefault().newWatchService();
        for (String directory : args) {
            Paths.get(directory).register(service, StandardWatchEventKinds.ENTRY_CREATE);
        }
        Onlooker onlooker = new Onlooker();
        onlooker.open(new File("."));
        Thread looks = new Thread(() -> onlooker.look(service));
        looks.setDaemon(true);
        looks.start();
        System.out.println("looking");
        while (System.in.read() >= 0) {
            continue;
        }
        Thread.sleep(200);
        System.out.println(onlooker.told());
        System.exit(0);
    }

    private void look(WatchService service) {
        while (true) {
            WatchKey key = null;
            while (key == null) {
                // Not take(): to be woken takes longer than the moment that is waited for.
                key = service.poll();
            }
            for (WatchEvent<?> event : key.pollEvents()) {
                if (("" + event.context()).startsWith(NAME)) {
                    open(new File(key.watchable().toString(), "" + event.context()));
                }
            }
            key.reset();
        }
    }

    private synchronized void open(File file) {
        seen += file.getName().startsWith(NAME) ? 1 : 0;
        try {
            opened.add(new FileInputStream(file));
        } catch (IOException e) {
            // As it should be.
        }
        try {
            // Not by java.io, which would make a file that is gone by now.
            FileChannel.open(file.toPath(), StandardOpenOption.WRITE).close();
            written++;
        } catch (IOException e) {
            // As it should be.
        }
        listed += file.getName().startsWith(NAME) && file.list() != null ? 1 : 0;
    }

    private synchronized String told() throws IOException {
        int content = 0;
        for (FileInputStream one : opened) {
            content += one.read() >= 0 ? 1 : 0;
        }
        return "opened " + opened.size() + ", with content " + content + ", to write " + written + ", listed " + listed
                + ", seen " + seen;
    }
}
