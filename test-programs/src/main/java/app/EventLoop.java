package app;

import java.io.File;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A reactive service with BlockHound, whose threads of an event loop may not block. Arguments: a name, its file, and {@code api} if the program is to
 * install BlockHound itself; else it is an agent. The first read of all is in the event loop.
 */
public final class EventLoop {
    private static final List<String> LINES = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        // On Java 8 the first text of this kind reads a file. BlockHound's own error makes one, so that it would break.
        Show.value("any");
        if (args[2].equals("api")) {
            Object builder = Class.forName("reactor.blockhound.BlockHound")
                    .getMethod("builder")
                    .invoke(null);
            setUp(builder);
            builder.getClass().getMethod("install").invoke(builder);
        }
        inThread("event-loop 1", () -> print("sleep", EventLoop::sleep));
        inThread("event-loop 2", () -> print("first", () -> System.getenv(args[0])));
        inThread("worker 1", () -> {
            print("name", () -> System.getenv(args[0]));
            print("map", () -> System.getenv().get(args[0]));
            print("file", () -> text(args[1]));
        });
        // Values are read now, so that nobody waits for them.
        inThread("event-loop 3", () -> print("later", () -> System.getenv(args[0])));
        inThread("worker 2", () -> print("again", () -> text(args[1])));
        inThread("worker 3", () -> print("last", () -> System.getenv(args[0])));
    }

    private interface Read {
        String value() throws Exception;
    }

    /**
     * Says which threads may not block. By reflection, because BlockHound is not there when this is compiled. BlockHound as an agent calls
     * it by a class that the test makes.
     *
     * @param builder a reactor.blockhound.BlockHound.Builder
     */
    public static void setUp(Object builder) {
        Predicate<Thread> mayNotBlock = thread -> thread.getName().startsWith("event-loop");
        Function<Predicate<Thread>, Predicate<Thread>> predicate = before -> before.or(mayNotBlock);
        try {
            Method set = builder.getClass().getMethod("nonBlockingThreadPredicate", Function.class);
            set.invoke(builder, predicate);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sleep() throws InterruptedException {
        Thread.sleep(1);
        return "not refused";
    }

    private static String text(String file) throws Exception {
        return new String(Files.readAllBytes(new File(file).toPath()), StandardCharsets.UTF_8);
    }

    /** What a thread has read is printed by main, because a thread of the event loop may not wait for stdout. */
    private static void inThread(String name, Runnable task) throws InterruptedException {
        Thread thread = new Thread(task, name);
        thread.start();
        thread.join();
        for (String line : LINES) {
            System.out.println(line);
        }
        LINES.clear();
    }

    private static void print(String what, Read read) {
        try {
            LINES.add(what + "=" + Show.value(read.value()));
        } catch (Throwable e) {
            LINES.add(what + "=!" + e.getClass().getName());
        }
    }

    private EventLoop() {}
}
