package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.Fault;
import io.bpsecrets.harness.fault.FaultProxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Secrets of one test, each at a path of its own, behind a proxy that can spoil some of the paths. */
final class SomePaths implements AutoCloseable {
    /** Short, since a line does not show a part of a path that may be a token. */
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Lab lab;
    private final FaultProxy proxy;
    private final String folder;

    SomePaths(Lab lab) {
        this.lab = lab;
        this.proxy = FaultProxy.before(lab.server().address());
        this.folder = lab.path() + "/p" + NUMBER.incrementAndGet();
    }

    /** A new version with one field, {@code value}. @return its value */
    String put(String secret) {
        String value = lab.canary(secret.replace('/', '-'));
        put(secret, Map.of("value", value));
        return value;
    }

    void put(String secret, Map<String, ?> fields) {
        lab.server().putKv2(folder + "/" + secret, fields);
    }

    /** Below {@code secret/}. */
    String path(String secret) {
        return folder + "/" + secret;
    }

    /** As the API has it. */
    String api(String secret) {
        return "secret/data/" + folder + "/" + secret;
    }

    /** As the API has the list of a folder, without the query. */
    String list(String below) {
        return "secret/metadata/" + folder + "/" + below + "/";
    }

    /** From now on the reads of these secrets are answered so, and all others by the server. */
    void spoil(Fault fault, String... secrets) {
        spoilApi(fault, Stream.of(secrets).map(this::api).toList());
    }

    void spoilApi(Fault fault, List<String> paths) {
        proxy.apply(fault.at(paths));
    }

    void heal() {
        proxy.heal();
    }

    /** How many requests the fault of now has met. */
    int struck() {
        return proxy.struck();
    }

    Fork fork(Jdk jdk) {
        return fork(jdk, lab.readerToken(lab.server()));
    }

    /** A JVM that asks every second. */
    Fork fork(Jdk jdk, String token) {
        return lab.fork(jdk)
                .agent("vault.address", proxy.address())
                .agent("vault.token", token)
                .agent("vault.path", folder)
                .agent("refresh.interval", "1s");
    }

    /** Two new values of a secret come one after the other: the second one in a round that began after this call. */
    void awaitRound(RunningProgram program, String name, String secret) {
        Await.answer(program, name, Hash.of(put(secret)));
        Await.answer(program, name, Hash.of(put(secret)));
    }

    static void assertReads(RunningProgram program, String name, String value) {
        assertThat(program.ask(name))
                .as(name + "; " + program.stderr())
                .isEqualTo(value == null ? "null" : Hash.of(value));
    }

    /** The agent's lines with all of these parts. */
    static List<String> lines(String stderr, String... parts) {
        return stderr.lines()
                .filter(line ->
                        line.startsWith("[bp-secrets] ") && Stream.of(parts).allMatch(line::contains))
                .collect(Collectors.toList());
    }

    @Override
    public void close() {
        proxy.close();
    }
}
