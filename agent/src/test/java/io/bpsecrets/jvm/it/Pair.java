package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.Result;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One start without the agent and one with it: the service reads its secret, and else the two are the same. The secret comes
 * from a default, since how a JVM starts does not depend on where a value comes from.
 */
record Pair(Result without, Result with, String value) {
    /** The name of the one mapped secret. */
    static final String NAME = "STORED";

    static final String[] PROGRAM = {"PrintEnv", NAME, "PATH"};

    /** @param options puts what is tested to a fork, and the program; called twice */
    static Pair run(Jdk jdk, Lab lab, UnaryOperator<Fork> options) {
        String value = lab.canary("stored");
        Result without = options.apply(lab.fork(jdk)).run();
        Result with = serving(options.apply(lab.fork(jdk)), value).run();
        return new Pair(without, with, value);
    }

    /** The usual program with these options of the JVM. */
    static Pair run(Jdk jdk, Lab lab, String... options) {
        return run(
                jdk,
                lab,
                fork -> fork.jvm(options)
                        .main(PROGRAM[0], List.of(PROGRAM).subList(1, 3).toArray(String[]::new)));
    }

    static Fork serving(Fork fork, String value) {
        return fork.agent("secret." + NAME, "stored#value").agent("default." + NAME, value);
    }

    /** The agent serves, says its one line, and the JVM says what it says without it. */
    void assertServedAndSilent() {
        assertServed();
        assertThat(with.stderr().lines().filter(line -> !line.startsWith("[bp-secrets] ")))
                .as(with.toString())
                .containsExactlyElementsOf(without.stderr().lines().toList());
    }

    /** Of the agent's own lines there is one, the healthy start's. */
    void assertServed() {
        assertThat(without.exit()).as(without.toString()).isZero();
        assertThat(with.exit()).as(with.toString()).isZero();
        assertThat(without.answers()).as(without.toString()).containsEntry(NAME, "null");
        assertThat(with.answers()).as(with.toString()).containsEntry(NAME, Hash.of(value));
        assertThat(with.answers().get("PATH"))
                .as(with.toString())
                .isEqualTo(without.answers().get("PATH"));
        assertThat(with.agentLines())
                .as(with.toString())
                .singleElement()
                .asString()
                .contains("1 name");
    }

    /** The agent gave up: the service runs as without it, and one line says so. */
    String assertOneLineAndUnserved() {
        assertThat(with.exit()).as(with.toString()).isZero();
        assertThat(with.stdout()).as(with.toString()).isEqualTo(without.stdout());
        assertThat(with.agentLines()).as(with.toString()).hasSize(1);
        assertThat(with.stderr()).doesNotContain("\tat ", "Exception in thread");
        return with.agentLines().get(0);
    }
}
