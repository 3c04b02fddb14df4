package app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Fifty threads, released together, read one variable; prints each distinct answer with the number of its threads. */
public final class Threads {
    private static final int COUNT = 50;

    public static void main(String[] args) throws InterruptedException {
        String name = args[0];
        CountDownLatch ready = new CountDownLatch(COUNT);
        CountDownLatch go = new CountDownLatch(1);
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Thread thread = new Thread(() -> {
                ready.countDown();
                await(go);
                answers.add(Show.getenv(name));
            });
            threads.add(thread);
            thread.start();
        }
        ready.await();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        Map<String, Integer> counted = new TreeMap<>();
        for (String answer : answers) {
            counted.merge(answer, 1, Integer::sum);
        }
        counted.forEach((answer, times) -> System.out.println(times + " x " + answer));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Threads() {}
}
