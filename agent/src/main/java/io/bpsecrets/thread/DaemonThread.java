package io.bpsecrets.thread;

import io.bpsecrets.base.JavaBase;
import java.lang.reflect.Field;
import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes the threads of the agent. Such a thread keeps nothing of the thread that made it, because that one may belong to a web application,
 * which must be collected after a reload. So it takes over no InheritableThreadLocal, no context class loader, no access rights, no group, no
 * priority and no handler of failures. Its context class loader is null. Code that looks for services then asks the class loader of the system.
 */
public final class DaemonThread implements PrivilegedAction<Thread>, Thread.UncaughtExceptionHandler {
    private static final boolean JAVA_8 = isJava8();

    private final Runnable task;
    private final String name;
    private final boolean atExit;

    private DaemonThread(Runnable task, String name, boolean atExit) {
        this.task = task;
        this.name = name;
        this.atExit = atExit;
    }

    /**
     * Starts a daemon thread.
     *
     * @throws OutOfMemoryError and others, if the JVM can start no thread
     */
    public static Thread start(Runnable task, String name) {
        return AccessController.doPrivileged(new DaemonThread(task, name, false));
    }

    /**
     * Has a task run at the orderly end of the JVM, at the same time as the application's shutdown hooks, in a thread of its own that is no daemon.
     *
     * @throws IllegalStateException if the JVM is ending already
     */
    public static void atExit(Runnable task, String name) {
        AccessController.doPrivileged(new DaemonThread(task, name, true));
    }

    /** Makes the thread; not for callers. Privileged, because a new thread keeps the rights of all code that is on the stack. */
    @Override
    public Thread run() {
        ThreadGroup group = topmost();
        Thread thread = JAVA_8 ? withoutLocals(new Thread(group, task, name)) : JavaBase.thread(group, task, name);
        thread.setDaemon(!atExit);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setContextClassLoader(null);
        thread.setUncaughtExceptionHandler(this);
        if (atExit) {
            Runtime.getRuntime().addShutdownHook(thread);
        } else {
            thread.start();
        }
        return thread;
    }

    /** Says nothing: the tasks say what has failed, and the application's own handler is not for failures of ours. */
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {}

    /** The group of the JVM's own threads, because an application may destroy its group, and a new thread would keep it. */
    private static ThreadGroup topmost() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        for (ThreadGroup parent = group.getParent(); parent != null; parent = group.getParent()) {
            group = parent;
        }
        return group;
    }

    /** On Java 8 each public constructor takes the values over. They are removed before the thread starts, as sun.misc.InnocuousThread does. */
    private static Thread withoutLocals(Thread thread) {
        try {
            Field inherited = Thread.class.getDeclaredField("inheritableThreadLocals");
            inherited.setAccessible(true);
            inherited.set(thread, null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // This vendor's Thread has another field. The new thread keeps the values. That is better than no thread.
            return thread;
        }
        return thread;
    }

    /** Does not ask a system property, because on Java 8 that waits for whoever has locked {@code System.getProperties()}. */
    private static boolean isJava8() {
        try {
            Class.forName("java.lang.Module", false, null);
            return false;
        } catch (ClassNotFoundException e) {
            return true;
        }
    }
}
