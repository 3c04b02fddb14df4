package app;

import java.util.TreeSet;

/** Prints which threads there are before it reads a variable, and the answer. */
public final class OwnThreads {

    public static void main(String[] args) {
        TreeSet<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            names.add(thread.getName());
        }
        System.out.println("threads=" + names);
        System.out.println(args[0] + "=" + Show.getenv(args[0]));
    }

    private OwnThreads() {}
}
