package io.bpsecrets.storm;

import io.bpsecrets.config.LoadedSettings;
import io.bpsecrets.harness.Hash;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The JVM of a fleet: {@code agent.properties}, how many instances, and names whose environment variable is the next source. A
 * line of stdin is answered by one of stdout: {@code start} begins all first reads at once, {@code look} says how they stand, {@code why}
 * what they warned of, {@code end} ends them in good order. No value is ever printed, only a hash of them.
 */
final class FleetMain {
    private final List<Instance> instances = new ArrayList<>();

    private FleetMain(String file, int count, Map<String, String> environment) {
        for (int i = 0; i < count; i++) {
            LoadedSettings config =
                    LoadedSettings.load(file, Map.of(), environment, new File("bp-secrets.jar"), false, null);
            if (config.settings() == null) {
                throw new IllegalArgumentException(config.problems().toString());
            }
            instances.add(new Instance(config.settings(), environment));
        }
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> environment = new HashMap<>();
        for (int i = 2; i < args.length; i++) {
            environment.put(args[i], "next source");
        }
        FleetMain fleet = new FleetMain(args[0], Integer.parseInt(args[1]), environment);
        fleet.serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        // The refresh threads of a fleet have no other end.
        System.exit(0);
    }

    private void serve(BufferedReader in) throws IOException, InterruptedException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("start")) {
                long[] begin = new long[1];
                all(() -> begin[0] = System.nanoTime(), instance -> instance.firstRead(begin[0]));
            } else if (line.equals("end")) {
                all(() -> {}, Instance::close);
            }
            System.out.println(line.equals("why") ? why() : look().line());
            System.out.flush();
        }
    }

    /** In a thread for each, let go at one moment. */
    private void all(Runnable before, Consumer<Instance> task) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(instances.size());
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (Instance instance : instances) {
            Thread thread = new Thread(
                    null,
                    () -> {
                        ready.countDown();
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        task.accept(instance);
                    },
                    "instance",
                    256 << 10);
            threads.add(thread);
            thread.start();
        }
        ready.await();
        before.run();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private Look look() {
        List<Instance> served = instances.stream().filter(Instance::isFromVault).toList();
        List<String> hashes = served.stream()
                .map(instance -> Hash.of(instance.values()))
                .distinct()
                .toList();
        long[] first = instances.stream().mapToLong(Instance::millis).sorted().toArray();
        long vault = instances.stream().mapToLong(Instance::vaultAtMillis).max().orElse(-1);
        return new Look(
                served.size(),
                String.join("+", hashes),
                at(first, 50),
                at(first, 99),
                at(first, 100),
                vault,
                instances.stream().mapToInt(Instance::rounds).sum(),
                instances.stream()
                        .mapToLong(instance -> instance.warnings().size())
                        .sum());
    }

    /** What the agents warned of, and how many of them, for a test that fails. */
    private String why() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Instance instance : instances) {
            for (String line : instance.warnings()) {
                counts.merge(line.replaceAll("[0-9]+", "N"), 1, Integer::sum);
            }
        }
        return counts.toString();
    }

    private static long at(long[] sorted, int percent) {
        return sorted[(sorted.length - 1) * percent / 100];
    }
}
