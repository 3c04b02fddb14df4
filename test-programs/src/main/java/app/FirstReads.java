package app;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The first read of a variable is in a thread that a fault strikes, and then other threads read it. Prints what the first thread got, and
 * what the others got, each different answer with the number of its threads. Arguments: the name, the fault, and what belongs to it.
 *
 * <ul>
 *   <li>{@code deep FRAMES}: the stack of the first thread ends so many frames later
 *   <li>{@code full KILOBYTES}: so many of the heap are free while the first thread reads
 *   <li>{@code forbidden}: a SecurityManager throws an Error of its own where the first thread opens a socket
 *   <li>{@code interrupted KIND MILLIS}: the first thread is interrupted so long after its begin, or without end if that is {@code always}. The other
 *       threads begin shortly after it. The kind is {@code platform} or {@code virtual}
 *   <li>{@code static MILLIS}: the first thread is a virtual one. So long after its begin, other virtual threads read in static initialisers, where they keep
 *       their carriers
 * </ul>
 */
public final class FirstReads {
    private static final int OTHERS = 50;
    private static final long STACK = 1 << 20;

    private final String name;
    private final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
    private volatile String value;
    private volatile boolean answered;
    private volatile Throwable thrown;
    private int depth;
    private Object[] filled = new Object[1];
    private boolean full;

    private FirstReads(String name) {
        this.name = name;
    }

    public static void main(String[] args) throws Exception {
        // What a thread without stack or memory loads for the first time is lost to the program.
        Show.error(new Error(Show.value(String.valueOf((Object) null))));
        FirstReads reads = new FirstReads(args[0]);
        switch (args[1]) {
            case "deep":
                reads.deep(Integer.parseInt(args[2]));
                break;
            case "full":
                reads.full(Integer.parseInt(args[2]) << 10);
                break;
            case "forbidden":
                reads.forbidden();
                break;
            case "static":
                reads.inStaticInitialisers(Long.parseLong(args[2]));
                return;
            default:
                reads.interrupted(args[2].equals("virtual"), args[3].equals("always") ? -1 : Long.parseLong(args[3]));
                return;
        }
        reads.printAfter(reads.others());
    }

    private void deep(int frames) throws InterruptedException {
        run(new Thread(null, () -> descend(Integer.MAX_VALUE), "measuring", STACK));
        int most = depth;
        run(new Thread(null, () -> descend(most - frames), "first", STACK));
    }

    private void descend(int frames) {
        depth = 0;
        try {
            call(frames);
        } catch (StackOverflowError e) {
            depth++;
        }
    }

    private void call(int frames) {
        depth++;
        if (depth < frames) {
            call(frames);
        } else {
            read();
        }
    }

    /** What is thrown is looked at later: there may be no memory for its name. */
    private void read() {
        try {
            value = System.getenv(name);
            answered = true;
        } catch (Throwable e) {
            thrown = e;
        }
    }

    private String first() {
        if (thrown != null) {
            return thrown.getClass().getName();
        }
        return answered ? Show.value(value) : "none";
    }

    private void full(int bytes) {
        Object[] left = new Object[1];
        left[0] = new byte[bytes];
        fill();
        left[0] = null;
        read();
        filled = null;
        System.out.println("filled=" + full);
    }

    /** A method of its own, because a variable of the method that reads would keep what is in it. */
    private void fill() {
        for (int size = 1 << 18; size >= 1; size /= 2) {
            try {
                while (true) {
                    Object[] next = new Object[size];
                    next[0] = filled;
                    filled = next;
                }
            } catch (OutOfMemoryError e) {
                full = true;
            }
        }
    }

    private void forbidden() throws InterruptedException {
        System.setSecurityManager(new NoSockets());
        run(new Thread(this::read, "first"));
    }

    /** As a tool that finds blocking calls in an event loop. */
    private static final class NoSockets extends SecurityManager {
        @Override
        public void checkPermission(java.security.Permission permission) {
            // All is allowed.
        }

        @Override
        public void checkConnect(String host, int port) {
            if (Thread.currentThread().getName().equals("first")) {
                throw new Blocking();
            }
        }
    }

    private static final class Blocking extends Error {
        private static final long serialVersionUID = 1L;
    }

    private void interrupted(boolean virtual, long millis) throws Exception {
        Thread victim = virtual ? virtual(this::readInterrupted) : new Thread(this::readInterrupted);
        if (!virtual) {
            victim.start();
        }
        Thread.sleep(15);
        Thread[] others = others();
        if (millis >= 0) {
            Thread.sleep(millis);
            victim.interrupt();
        }
        while (millis < 0 && victim.isAlive()) {
            victim.interrupt();
            Thread.sleep(1);
        }
        victim.join();
        printAfter(others);
        System.out.println("flag=" + flag);
    }

    private volatile boolean flag;

    private void readInterrupted() {
        read();
        long end = System.nanoTime() + 2_000_000_000L;
        while (!Thread.currentThread().isInterrupted() && System.nanoTime() < end) {
            Thread.yield();
        }
        flag = Thread.currentThread().isInterrupted();
    }

    private static Thread virtual(Runnable task) throws Exception {
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }

    private static String ofStatic;

    private static final class One {
        static final String VALUE = Show.getenv(ofStatic);
    }

    private static final class Two {
        static final String VALUE = Show.getenv(ofStatic);
    }

    private static final class Three {
        static final String VALUE = Show.getenv(ofStatic);
    }

    private void inStaticInitialisers(long millis) throws Exception {
        ofStatic = name;
        Thread first = virtual(this::read);
        Thread.sleep(millis);
        Thread[] others = {
            virtual(() -> answers.add(One.VALUE)),
            virtual(() -> answers.add(Two.VALUE)),
            virtual(() -> answers.add(Three.VALUE))
        };
        first.join();
        printAfter(others);
    }

    private Thread[] others() {
        Thread[] others = new Thread[OTHERS];
        for (int i = 0; i < OTHERS; i++) {
            others[i] = new Thread(() -> answers.add(Show.getenv(name)), "other");
            others[i].start();
        }
        return others;
    }

    private void printAfter(Thread[] others) throws InterruptedException {
        for (Thread thread : others) {
            thread.join();
        }
        System.out.println("first=" + first());
        Map<String, Integer> counted = new TreeMap<>();
        for (String answer : answers) {
            counted.merge(answer, 1, Integer::sum);
        }
        counted.forEach((answer, times) -> System.out.println("others=" + times + " x " + answer));
        System.out.println("later=" + Show.getenv(name));
    }

    private static void run(Thread thread) throws InterruptedException {
        thread.start();
        thread.join();
    }
}
