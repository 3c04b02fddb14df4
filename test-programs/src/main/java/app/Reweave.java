package app;

/** Reads a variable before and after another agent retransforms the class behind System.getenv. */
public final class Reweave {

    public static void main(String[] args) throws Exception {
        System.out.println("before=" + Show.getenv(args[0]));
        OtherAgent.retransform(false);
        System.out.println("after=" + Show.getenv(args[0]));
        System.out.println("map=" + Show.value(System.getenv().get(args[0])));
    }

    private Reweave() {}
}
