package app;

/**
 * Reads a variable and ends at once. Arguments: the variable, and {@code return}, {@code exit}, or {@code hook}, which reads it in a shutdown hook
 * only.
 */
public final class ExitAtOnce {

    public static void main(String[] args) {
        if (args[1].equals("hook")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.getenv(args[0])));
            return;
        }
        System.getenv(args[0]);
        if (args[1].equals("exit")) {
            System.exit(0);
        }
    }

    private ExitAtOnce() {}
}
