package io.bpsecrets.storm;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests of one JVM, told apart by their connections: every round of the agent has its own, a login another before it.
 *
 * @param start of the first read
 * @param refresh of the refresh after it
 * @param end after the last word of the program
 * @param all operation and path of each
 * @param seconds that the JVM asked the server
 */
record Rounds(List<String> start, List<String> refresh, List<String> end, List<String> all, long seconds) {

    /** Runs it for some refreshes and lets it end in good order. */
    static Rounds of(RealServer server, Fork fork, int refreshes) {
        int mark = server.mark();
        List<AuditRequest> running;
        try (RunningProgram program = fork.main("AskAgain").start()) {
            program.ask("map PATH");
            Await.until(
                    refreshes + " refreshes",
                    60,
                    () -> reads(server.requestsSince(mark)).size() > refreshes);
            running = server.requestsSince(mark);
            Result result = program.finish();
            if (result.exit() != 0 || !result.warnings().isEmpty()) {
                throw new AssertionError(result.toString());
            }
        }
        List<AuditRequest> all = server.requestsSince(mark);
        List<List<AuditRequest>> reads = reads(running);
        AuditRequest first = reads.get(1).get(0);
        List<AuditRequest> start =
                running.stream().filter(one -> one.at().isBefore(first.at())).toList();
        List<AuditRequest> end = all.subList(running.size(), all.size()).stream()
                .filter(one -> one.path().contains("revoke"))
                .toList();
        return new Rounds(
                texts(start),
                texts(reads.get(1)),
                texts(end),
                texts(all),
                Duration.between(all.get(0).at(), all.get(all.size() - 1).at()).toSeconds());
    }

    /** One list for each connection that secrets were read over, in the order of the rounds. */
    private static List<List<AuditRequest>> reads(List<AuditRequest> sent) {
        List<List<AuditRequest>> rounds = new ArrayList<>();
        int port = 0;
        for (AuditRequest request : sent) {
            if (request.path().startsWith("secret/")) {
                if (request.port() != port) {
                    rounds.add(new ArrayList<>());
                    port = request.port();
                }
                rounds.get(rounds.size() - 1).add(request);
            }
        }
        return rounds;
    }

    private static List<String> texts(List<AuditRequest> sent) {
        return sent.stream().map(one -> one.operation() + " " + one.path()).toList();
    }
}
