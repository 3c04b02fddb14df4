package app;

/** One thread writes lines to stderr, and the main thread reads a variable meanwhile. */
public final class Chatter {

    public static void main(String[] args) throws InterruptedException {
        Thread talker = new Thread(() -> {
            for (int i = 0; i < 2_000; i++) {
                System.err.println("the program says " + i);
            }
        });
        talker.start();
        System.getenv(args[0]);
        talker.join();
    }

    private Chatter() {}
}
