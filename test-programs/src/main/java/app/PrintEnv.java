package app;

/** Prints name=answer for each name given as an argument, read by {@code System.getenv(String)}. */
public final class PrintEnv {

    public static void main(String[] args) {
        for (String name : args) {
            System.out.println(name + "=" + Show.getenv(name));
        }
    }

    private PrintEnv() {}
}
