package app;

/**
 * A service that copies the variable of its first argument at its start, shows it when it is asked on stdin, and says on
 * stdout that its shutdown hook ran.
 */
public final class ShutdownHook {

    public static void main(String[] args) throws Exception {
        String copied = Show.getenv(args[0]);
        Runtime.getRuntime().addShutdownHook(new Thread() {
            @Override
            public void run() {
                System.out.println("the hook ran");
                System.out.flush();
            }
        });
        while (System.in.read() >= 0) {
            if (System.in.available() == 0) {
                System.out.println(copied);
                System.out.flush();
            }
        }
    }

    private ShutdownHook() {}
}
