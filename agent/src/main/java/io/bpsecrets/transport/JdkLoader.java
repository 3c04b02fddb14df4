package io.bpsecrets.transport;

/** The loaders of the JDK itself: boot, and platform or, on Java 8, extensions. */
final class JdkLoader {
    private JdkLoader() {}

    /** The platform loader, or the one of the extensions. */
    static ClassLoader get() {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        while (loader.getParent() != null) {
            loader = loader.getParent();
        }
        return loader;
    }

    static boolean made(Class<?> one) {
        return one.getClassLoader() == null || one.getClassLoader() == get();
    }

    /** Whether the JDK has a class; it is not initialised. */
    static boolean has(String name) {
        try {
            return made(Class.forName(name, false, get()));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
