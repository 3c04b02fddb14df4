package app;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;

/**
 * Other threads hold monitors for ever, and then a thread reads a variable and a file. Prints what it got, and after how many milliseconds.
 * Arguments: {@code first} or {@code later} (than a first read), the variable, the file, the monitors. Without monitors it prints their names.
 */
public final class Monitors implements Runnable {
    private static final long LIMIT_MILLIS = 8_000;

    private final String name;
    private final String file;
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile String value;
    private volatile String content;
    private volatile long variableMillis = -1;
    private volatile long fileMillis = -1;

    private Monitors(String name, String file) {
        this.name = name;
        this.file = file;
    }

    public static void main(String[] args) throws Exception {
        Map<String, Object> all = all();
        if (args.length < 4) {
            say("monitors=" + String.join(",", all.keySet()) + "\n");
            return;
        }
        Monitors reads = new Monitors(args[1], args[2]);
        if (args[0].equals("later")) {
            reads.run();
        }
        // All threads start before a monitor is held, because the start takes monitors too.
        Thread reader = new Thread(
                () -> {
                    await(reads.go);
                    reads.run();
                },
                "reader");
        reader.setDaemon(true);
        reader.start();
        all.put("reading thread", reader);
        CountDownLatch started = new CountDownLatch(args.length - 3);
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(args.length - 3);
        for (int i = 3; i < args.length; i++) {
            Object monitor = all.get(args[i]);
            if (monitor == null) {
                throw new IllegalArgumentException(args[i]);
            }
            hold(monitor, started, hold, held);
        }
        await(started);
        hold.countDown();
        await(held);
        reads.variableMillis = -1;
        reads.fileMillis = -1;
        reads.go.countDown();
        for (long waited = 0; waited < LIMIT_MILLIS && reads.fileMillis < 0; waited += 10) {
            Thread.sleep(10);
        }
        say("variable.millis=" + reads.variableMillis + "\nfile.millis=" + reads.fileMillis + "\nvariable="
                + reads.value + "\nfile=" + reads.content + "\n");
        Runtime.getRuntime().halt(0);
    }

    private static Map<String, Object> all() throws Exception {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("System.getProperties()", System.getProperties());
        all.put("System.err", System.err);
        all.put("System.out", System.out);
        all.put("System.in", System.in);
        all.put("Runtime.getRuntime()", Runtime.getRuntime());
        all.put("system class loader", ClassLoader.getSystemClassLoader());
        all.put("thread group", Thread.currentThread().getThreadGroup());
        all.put("topmost thread group", Thread.currentThread().getThreadGroup().getParent());
        all.put("Charset.defaultCharset()", Charset.defaultCharset());
        all.put("Locale.getDefault()", Locale.getDefault());
        all.put("TimeZone.getDefault()", TimeZone.getDefault());
        for (Provider provider : Security.getProviders()) {
            all.put("Provider " + provider.getName(), provider);
        }
        for (Class<?> type : new Class<?>[] {
            Object.class,
            String.class,
            Class.class,
            System.class,
            Runtime.class,
            Thread.class,
            ThreadLocal.class,
            ClassLoader.class,
            Security.class,
            Provider.class,
            KeyStore.class,
            SecureRandom.class,
            MessageDigest.class,
            InetAddress.class,
            Socket.class,
            Charset.class,
            Locale.class,
            TimeZone.class,
            URL.class,
            File.class,
            ProcessBuilder.class,
            FileInputStream.class
        }) {
            all.put(type.getSimpleName() + ".class", type);
        }
        all.put("ProcessEnvironment.class", Class.forName("java.lang.ProcessEnvironment"));
        all.put("SSLContext.class", Class.forName("javax.net.ssl.SSLContext"));
        return all;
    }

    private static void hold(Object monitor, CountDownLatch started, CountDownLatch hold, CountDownLatch held) {
        Thread holder = new Thread(
                () -> {
                    started.countDown();
                    await(hold);
                    synchronized (monitor) {
                        held.countDown();
                        await(new CountDownLatch(1));
                    }
                },
                "holder");
        holder.setDaemon(true);
        holder.start();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void run() {
        long begin = System.nanoTime();
        value = System.getenv(name) == null ? "null" : "served";
        long middle = System.nanoTime();
        variableMillis = (middle - begin) / 1_000_000;
        try (InputStream in = new FileInputStream(file)) {
            content = in.read() < 0 ? "empty" : "served";
        } catch (java.io.IOException e) {
            content = e.getClass().getSimpleName();
        }
        fileMillis = (System.nanoTime() - middle) / 1_000_000;
    }

    /** Not through System.out, whose monitor may be held. */
    private static void say(String text) throws java.io.IOException {
        new FileOutputStream(FileDescriptor.out).write(text.getBytes(StandardCharsets.UTF_8));
    }
}
