package app.files;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Threads read files of secrets, which hold a {@link NumberedValue}, again and again with little stack and with all of it, while main
 * interrupts them. Arguments: the directory, names of files with a comma between them, and seconds. Prints what is wrong, each once, how
 * often the stack ended, and how many served files are open at the end.
 */
public final class LittleStackAgain implements Runnable {
    private static final long STACK = 512 << 10;
    private static final int THREADS = 4;
    private static final int MOST_FRAMES = 6_000;

    private final File directory;
    private final String[] names;
    private final long end;
    private final TreeSet<String> wrong = new TreeSet<>();
    private int depth;
    private int overflows;
    private int reads;
    private File file;
    private int door;

    private LittleStackAgain(File directory, String[] names, long end) {
        this.directory = directory;
        this.names = names;
        this.end = end;
    }

    public static void main(String[] args) throws Exception {
        long end = System.nanoTime() + Integer.parseInt(args[2]) * 1_000_000_000L;
        File directory = new File(args[0]);
        String[] names = args[1].split(",");
        LittleStackAgain[] all = new LittleStackAgain[THREADS];
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            all[i] = new LittleStackAgain(directory, names, end);
            threads[i] = new Thread(null, all[i], "little " + i, STACK);
            threads[i].start();
        }
        while (System.nanoTime() < end) {
            threads[ThreadLocalRandom.current().nextInt(THREADS)].interrupt();
            Thread.sleep(ThreadLocalRandom.current().nextInt(20));
        }
        TreeSet<String> wrong = new TreeSet<>();
        int overflows = 0;
        int reads = 0;
        for (int i = 0; i < THREADS; i++) {
            threads[i].join();
            wrong.addAll(all[i].wrong);
            overflows += all[i].overflows;
            reads += all[i].reads;
        }
        System.out.println("wrong=" + wrong);
        System.out.println("overflows=" + (overflows > 100));
        System.out.println("reads=" + (reads > 100));
        System.out.println("open=" + open());
        System.out.println("last=" + new LittleStackAgain(directory, names, 0).last());
    }

    @Override
    public void run() {
        for (int i = 0; System.nanoTime() < end; i++) {
            file = new File(directory, names[ThreadLocalRandom.current().nextInt(names.length)]);
            door = ThreadLocalRandom.current().nextInt(LittleStack.DOORS);
            if (i % 2 == 0) {
                read();
                reads++;
            } else {
                little(ThreadLocalRandom.current().nextInt(MOST_FRAMES));
            }
        }
    }

    private void little(int frames) {
        depth = 0;
        try {
            fall();
        } catch (StackOverflowError e) {
            depth -= frames;
        }
        try {
            fall(depth);
        } catch (StackOverflowError e) {
            overflows++;
        }
    }

    private int fall() {
        depth++;
        return fall() + 1;
    }

    private int fall(int left) {
        if (left > 0) {
            return fall(left - 1) + 1;
        }
        read();
        return 0;
    }

    private void read() {
        try {
            if (!LittleStack.right(file, door)) {
                wrong.add("door " + door + " wrong");
            }
        } catch (java.nio.channels.ClosedByInterruptException e) {
            // The JDK's own channel, which the interrupt of main has closed.
            Thread.interrupted();
        } catch (Exception | LinkageError e) {
            wrong.add("door " + door + " " + Answer.error(e).replace(file.getName(), "NAME"));
        }
        Thread.interrupted();
    }

    /** Reads all of them once more by every door. */
    private String last() {
        for (String name : names) {
            file = new File(directory, name);
            for (door = 0; door < LittleStack.DOORS; door++) {
                read();
            }
        }
        return wrong.toString();
    }

    private static int open() throws Exception {
        List<String> open = new ArrayList<>();
        for (String number : new File("/proc/self/fd").list()) {
            Path link = FileSystems.getDefault().getPath("/proc/self/fd", number);
            if (Files.exists(link)) {
                String target = Files.readSymbolicLink(link).toString();
                if (target.startsWith("/dev/shm/") && target.endsWith("(deleted)")) {
                    open.add(target);
                }
            }
        }
        return open.size();
    }
}
