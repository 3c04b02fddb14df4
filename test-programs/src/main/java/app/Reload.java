package app;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * A server that runs an application in a class loader of its own, which makes the first read, and lets it go. Prints whether it could be collected
 * then. Argument: the variable.
 */
public final class Reload {
    private static final long LIMIT_MILLIS = 15_000;

    public static void main(String[] args) throws Exception {
        WeakReference<ClassLoader> application = deploy(args[0]);
        long end = System.nanoTime() + LIMIT_MILLIS * 1_000_000;
        while (application.get() != null && System.nanoTime() < end) {
            System.gc();
            Thread.sleep(50);
        }
        System.out.println("collected=" + (application.get() == null));
    }

    private static WeakReference<ClassLoader> deploy(String name) throws Exception {
        // On Java 8 the JVM has put the agent's jar behind it.
        String first = System.getProperty("java.class.path").split(File.pathSeparator)[0];
        URL classes = new File(first).toURI().toURL();
        // Without a parent, so that the application's class is another one than the server's.
        URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null);
        Runnable application = (Runnable)
                loader.loadClass("app.Reloaded").getConstructor(String.class).newInstance(name);
        Thread thread = new Thread(new ThreadGroup("application"), application, "application");
        thread.setContextClassLoader(loader);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
        thread.join();
        loader.close();
        return new WeakReference<>(loader);
    }

    private Reload() {}
}
