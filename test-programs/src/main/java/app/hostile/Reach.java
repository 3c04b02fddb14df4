package app.hostile;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/**
 * Code that may read the environment and the secrets directory and no more: {@code Reach REQUIRED DIRECTORY} takes every object
 * of the agent that it gets, and says which classes of the agent its types lead to, what it can call of them, and whether it can
 * have their loader.
 */
public final class Reach {
    private static final Deque<Class<?>> WAITING = new ArrayDeque<Class<?>>();
    private static final Set<String> SEEN = new TreeSet<String>();
    private static final Set<String> CALLABLE = new TreeSet<String>();

    public static void main(String[] args) throws Exception {
        Path directory = Paths.get(args[1]);
        try {
            System.out.println("required=" + System.getenv(args[0]));
        } catch (RuntimeException e) {
            add("the exception", e);
        }
        add("the map", System.getenv());
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            add("the stream", stream);
            add("its iterator", stream.iterator());
        }
        Attempt.of("loader of the agent's threads", Reach::loaderOfAgentThreads);
        Attempt.of("own loader", () -> {
            ClassLoader own = Thread.currentThread().getContextClassLoader();
            return own == Reach.class.getClassLoader() ? null : own;
        });
        while (!WAITING.isEmpty()) {
            follow(WAITING.remove());
        }
        System.out.println("reached=" + SEEN);
        System.out.println("callable=" + CALLABLE);
    }

    /** They are in the topmost group, which not every program may see. */
    private static ClassLoader loaderOfAgentThreads() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] threads = new Thread[100];
        int count = group.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i].getName().startsWith("bp-secrets") && threads[i].getContextClassLoader() != null) {
                return threads[i].getContextClassLoader();
            }
        }
        return null;
    }

    private static void add(String name, Object object) {
        Attempt.of("loader of " + name, () -> {
            ClassLoader loader = object.getClass().getClassLoader();
            return loader == Reach.class.getClassLoader() ? null : loader;
        });
        add(object.getClass());
    }

    private static void add(Class<?> type) {
        Class<?> element = type;
        while (element != null && element.isArray()) {
            element = element.getComponentType();
        }
        if (element != null && element.getName().startsWith("io.bpsecrets.") && SEEN.add(element.getName())) {
            WAITING.add(element);
        }
    }

    private static void follow(Class<?> type) {
        add(type.getSuperclass());
        add(type.getEnclosingClass());
        for (Class<?> one : type.getInterfaces()) {
            add(one);
        }
        for (Class<?> one : type.getClasses()) {
            add(one);
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            CALLABLE.add(constructor.toString());
        }
        for (Method method : type.getMethods()) {
            add(method.getReturnType());
            for (Class<?> one : method.getParameterTypes()) {
                add(one);
            }
            for (Class<?> one : method.getExceptionTypes()) {
                add(one);
            }
            if (Modifier.isStatic(method.getModifiers()) && method.getDeclaringClass() == type) {
                CALLABLE.add(method.toString());
            }
        }
    }

    private Reach() {}
}
