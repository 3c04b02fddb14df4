package app;

/** Does nothing for as many milliseconds as its argument says. */
public final class Sleep {

    public static void main(String[] args) throws InterruptedException {
        Thread.sleep(Long.parseLong(args[0]));
    }

    private Sleep() {}
}
