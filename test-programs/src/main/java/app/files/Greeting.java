package app.files;

/** What is loaded from a jar that is a secret. */
public final class Greeting {

    @Override
    public String toString() {
        return "hello from " + (getClass().getClassLoader() == ClassLoader.getSystemClassLoader() ? "here" : "the jar");
    }
}
