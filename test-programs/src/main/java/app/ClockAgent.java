package app;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.ProtectionDomain;

/**
 * An agent of the tests that puts another class in the place of the clock of bp-secrets, which adds {@code test.clock.wall} (milliseconds)
 * to the system's time. Arguments: the class file, and a file whose text becomes that system property whenever it changes; separated by a
 * comma.
 */
public final class ClockAgent implements ClassFileTransformer, Runnable {
    private final Instrumentation instrumentation;
    private final byte[] clock;
    private final File set;

    public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
        String[] files = arguments.split(",");
        ClockAgent agent =
                new ClockAgent(instrumentation, Files.readAllBytes(new File(files[0]).toPath()), new File(files[1]));
        instrumentation.addTransformer(agent, true);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals("io.bpsecrets.clock.Clock")) {
                instrumentation.retransformClasses(loaded);
            }
        }
        Thread thread = new Thread(agent, "clock");
        thread.setDaemon(true);
        thread.start();
    }

    private ClockAgent(Instrumentation instrumentation, byte[] clock, File set) {
        this.instrumentation = instrumentation;
        this.clock = clock;
        this.set = set;
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
        if (!name.equals("io/bpsecrets/clock/Clock")) {
            return null;
        }
        // The JVM says "ASSERTION FAILED" on stderr if a class is loaded where the stack ends and somebody transforms
        // classes.
        instrumentation.removeTransformer(this);
        return clock;
    }

    @Override
    public void run() {
        try {
            while (true) {
                if (set.exists()) {
                    String text = new String(Files.readAllBytes(set.toPath()), StandardCharsets.UTF_8);
                    System.setProperty("test.clock.wall", text);
                }
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException e) {
            System.setProperty("test.clock.wall", "broken");
        }
    }
}
