package io.bpsecrets.premain;

/**
 * A line for stderr where there is no log yet, or where none could be made. Nobody waits for it longer than a second, because stderr may be a
 * pipe that nobody reads.
 */
final class StderrLine implements Runnable {
    /** The same time as that which the log waits for stderr at the end of the JVM. */
    private static final long MAX_MILLIS = 1_000;

    private final String line;

    private StderrLine(String line) {
        this.line = line;
    }

    /** Returns when the line is written, or after a second. */
    static void say(String line) {
        StderrLine said = new StderrLine(line);
        try {
            Thread thread = new Thread(said, "bp-secrets-log");
            thread.setDaemon(true);
            thread.start();
            thread.join(MAX_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | OutOfMemoryError e) {
            // A SecurityManager forbids it, or there can be no thread.
            said.run();
        }
    }

    @Override
    public void run() {
        System.err.println(line);
    }
}
