package app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/**
 * What a service does to its own threads and streams. {@code interrupt}: readers are interrupted at random moments. {@code cancel}: virtual
 * threads are cancelled while they read. {@code fill}: stderr is written to until somebody reads it. {@code monitor}: somebody holds the
 * monitor of System.err.
 */
final class SoakDisturbance {
    static final String NAME = "disturbance";

    /** Each line of {@code fill} begins so. */
    private static final String FILLER = "[filler] ";

    private static final int FILL_LINES = 320;
    private static final int FILL_CHARS = 300;
    private static final long HOLD_MILLIS = 2_500;

    private final String[] args;
    private final List<Thread> readers;
    private final Queue<String> changes;
    private final Random random = new Random();

    SoakDisturbance(String[] args, List<Thread> readers, Queue<String> changes) {
        this.args = args;
        this.readers = readers;
        this.changes = changes;
    }

    /** @return the word, or {@code none} if this Java does not have what it needs */
    String begin(String what) {
        switch (what) {
            case "interrupt":
                start(this::interrupt);
                return what;
            case "cancel":
                return cancel() ? what : "none";
            case "fill":
                start(this::fill);
                return what;
            case "monitor":
                start(this::hold);
                return what;
            default:
                throw new IllegalArgumentException(what);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, NAME);
        thread.setDaemon(true);
        thread.start();
    }

    private void interrupt() {
        for (int i = 0; i < 200; i++) {
            readers.get(random.nextInt(readers.size())).interrupt();
            pause(random.nextInt(4));
        }
    }

    private boolean cancel() {
        List<Thread> cancelled = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                cancelled.add((Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, (Runnable) this::readTwice));
            }
        } catch (NoSuchMethodException e) {
            return false;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
        start(() -> {
            for (Thread thread : cancelled) {
                thread.interrupt();
                pause(random.nextInt(2));
            }
        });
        return true;
    }

    /** Interrupted at some time, and once more afterwards. In "v" the order says nothing, because many threads read at the same time. */
    private void readTwice() {
        for (int turn = 0; turn < 2; turn++) {
            for (int i = 0; i < args.length; i++) {
                try {
                    changes.add("v:" + i + ":" + Show.value(Soak.read(args, i)));
                } catch (ClosedByInterruptException e) {
                    i--;
                } catch (IOException | RuntimeException | Error e) {
                    changes.add("v:" + i + ":" + Show.error(e).replace(' ', '_').replace(':', '_'));
                }
                Thread.interrupted();
            }
        }
    }

    private void fill() {
        StringBuilder line = new StringBuilder(FILLER);
        while (line.length() < FILL_CHARS) {
            line.append('.');
        }
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
        // Not System.err, whose monitor would be held. It is not closed, because stderr would be.
        FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);
        try {
            for (int i = 0; i < FILL_LINES; i++) {
                stderr.write(bytes);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void hold() {
        synchronized (System.err) {
            pause(HOLD_MILLIS);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
