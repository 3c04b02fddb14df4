package io.bpsecrets.harness;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what happens in other processes. A generous limit costs nothing where the condition comes true early. */
public final class Await {

    /** @throws AssertionError where it is not true within the seconds */
    public static void until(String what, int seconds, Callable<Boolean> condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("Not within " + seconds + " s: " + what);
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for: " + what, e);
        } catch (Exception e) {
            throw new AssertionError("Cannot tell: " + what, e);
        }
    }

    /** Asks app.AskAgain for a name until it answers as expected. */
    public static void answer(RunningProgram program, String name, String expected) {
        until(name + " reads " + expected, 30, () -> program.ask(name).equals(expected));
    }

    private Await() {}
}
