package io.bpsecrets.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** A source that says what a test put into it. It speaks no protocol: it stands where the Vault client is plugged in. */
public final class FakeVault implements VaultSource {
    private final Map<SecretPath, PathAnswer> answers = new HashMap<>();
    private final Map<SecretPath, List<SecretPath>> trees = new HashMap<>();
    private final List<Boolean> rests = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> times = Collections.synchronizedList(new ArrayList<>());
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile Runnable whileReading = () -> {};
    private volatile String outage;
    private volatile int left;
    private volatile long upkeepInMillis = Long.MAX_VALUE;
    private volatile BooleanSupplier upkeep = () -> false;
    private volatile Outcome outageOutcome;
    private volatile List<String> answeredBefore = List.of();

    static SecretPath path(String text) {
        return new SecretPath(text, false, SecretPath.LATEST);
    }

    /** @param fields name, value, name, value … */
    public FakeVault has(String path, String... fields) {
        return hasVersion(null, path, fields);
    }

    FakeVault hasVersion(String version, String path, String... fields) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(fields[i], fields[i + 1]);
        }
        answers.put(path(path), PathAnswer.found(path, map, version));
        return this;
    }

    FakeVault says(String path, Outcome outcome) {
        answers.put(path(path), PathAnswer.failed(outcome, path + ": " + outcome.text()));
        return this;
    }

    /** The end that Vault announces for what is there. */
    FakeVault until(String path, long epochMillis) {
        answers.computeIfPresent(path(path), (ignored, answer) -> answer.until(epochMillis));
        return this;
    }

    /** From now on a round leaves so many questions unasked. */
    FakeVault leaves(int questions) {
        left = questions;
        return this;
    }

    FakeVault tree(String path, String... below) {
        trees.put(path(path), Arrays.stream(below).map(FakeVault::path).toList());
        return this;
    }

    /** From now on no path is answered. */
    public FakeVault broken(Outcome outcome, String reason) {
        outageOutcome = outcome;
        outage = reason;
        answeredBefore = List.of();
        return this;
    }

    /** From now on a round ends early, and these are what it was answered before. */
    FakeVault brokenAfter(Outcome outcome, String reason, String... answered) {
        broken(outcome, reason);
        answeredBefore = List.of(answered);
        return this;
    }

    public FakeVault mended() {
        outage = null;
        return this;
    }

    public FakeVault whileReading(Runnable action) {
        whileReading = action;
        return this;
    }

    /** From now on upkeep is due so soon. */
    FakeVault upkeepIn(long millis) {
        upkeepInMillis = millis;
        return this;
    }

    /** @param action says whether values must be read anew */
    FakeVault onUpkeep(BooleanSupplier action) {
        upkeep = action;
        return this;
    }

    /** One element for each round: true if only what was not answered yet was asked. */
    List<Boolean> rests() {
        return rests;
    }

    /** One element for each round: how long it may take, in milliseconds. */
    List<Long> times() {
        return times;
    }

    /** One element for each round: the paths in it, sorted. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public VaultReading read(Set<SecretPath> paths, Set<SecretPath> wantedTrees, boolean rest, long millis) {
        List<String> names = new ArrayList<>();
        paths.forEach(path -> names.add(path.toString()));
        wantedTrees.forEach(tree -> names.add(tree + "/*"));
        Collections.sort(names);
        rests.add(rest);
        times.add(millis);
        asked.add(String.join(" ", names));
        whileReading.run();
        if (outage != null) {
            Map<SecretPath, PathAnswer> before = new HashMap<>();
            answeredBefore.forEach(path -> before.put(path(path), answer(path(path))));
            return VaultReading.broken(before, Map.of(), outageOutcome, outage, 0);
        }
        Map<SecretPath, PathAnswer> found = new HashMap<>();
        Map<SecretPath, List<SecretPath>> foundTrees = new HashMap<>();
        for (SecretPath path : paths) {
            found.put(path, answer(path));
        }
        for (SecretPath tree : wantedTrees) {
            List<SecretPath> below = trees.getOrDefault(tree, List.of());
            foundTrees.put(tree, below);
            below.forEach(path -> found.put(path, answer(path)));
        }
        return VaultReading.of(found, foundTrees, Map.of(), left, 0);
    }

    private PathAnswer answer(SecretPath path) {
        PathAnswer answer = answers.get(path);
        return answer != null ? answer : PathAnswer.failed(Outcome.NO_SECRET, path + ": " + Outcome.NO_SECRET.text());
    }

    @Override
    public long upkeepInMillis() {
        return upkeepInMillis;
    }

    @Override
    public boolean upkeep() {
        return upkeep.getAsBoolean();
    }

    @Override
    public String address() {
        return "https://vault:8200";
    }
}
