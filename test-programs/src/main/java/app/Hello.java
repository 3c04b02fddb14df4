package app;

/** Reads no variable at all: what it prints must be the same bytes with and without an agent. */
public final class Hello {

    public static void main(String[] args) {
        System.out.println("hello out");
        System.err.println("hello err");
    }

    private Hello() {}
}
