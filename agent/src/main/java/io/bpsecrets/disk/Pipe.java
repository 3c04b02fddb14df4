package io.bpsecrets.disk;

/** Reads what is no regular file, such as {@code /dev/fd/63}. A class of its own, because most starts have no pipe. */
final class Pipe {
    /** The longest that a pipe is waited for. */
    private static final long MILLIS = 2_000;

    private Pipe() {}

    /** In a daemon thread, because nothing else ends a wait for a pipe. */
    static void read(SmallFile file) {
        file.problem("it is a pipe or a device that did not end within " + MILLIS / 1000 + " s");
        try {
            Thread reader = new Thread(file, "bp-secrets-settings");
            reader.setDaemon(true);
            reader.setContextClassLoader(null);
            reader.start();
            reader.join(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OutOfMemoryError e) {
            file.problem("it is a pipe, and no thread can be started to read it");
        }
    }
}
