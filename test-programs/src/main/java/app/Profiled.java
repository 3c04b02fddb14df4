package app;

/** Reads a variable before and after an agent retransforms all that the boot loader has. */
public final class Profiled {

    public static void main(String[] args) throws Exception {
        System.out.println("before=" + Show.getenv(args[0]));
        System.out.println("many=" + (OtherAgent.retransformAll() > 300));
        System.out.println("after=" + Show.getenv(args[0]));
        System.out.println("map=" + Show.value(System.getenv().get(args[0])));
    }

    private Profiled() {}
}
