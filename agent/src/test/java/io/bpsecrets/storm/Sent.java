package io.bpsecrets.storm;

import io.bpsecrets.harness.AuditRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** What a fleet sent, from the audit file. */
record Sent(List<AuditRequest> all) {
    static final String REVOKE = "auth/token/revoke-self";

    long count(String path) {
        return count(path::equals);
    }

    long count(Predicate<String> path) {
        return all.stream().filter(one -> path.test(one.path())).count();
    }

    /** Mean from the first to the last. */
    long perSecond() {
        List<Instant> times = all.stream().map(AuditRequest::at).sorted().toList();
        long millis =
                Duration.between(times.get(0), times.get(times.size() - 1)).toMillis();
        return times.size() * 1_000L / Math.max(1, millis);
    }

    /** In any 100 ms. The start itself is one moment; what comes a second after it is of the agent's making. */
    int mostLogins() {
        List<Instant> times = all.stream()
                .filter(one -> one.path().equals(Fleet.LOGIN))
                .map(AuditRequest::at)
                .sorted()
                .toList();
        List<Instant> later = times.stream()
                .filter(at -> at.isAfter(times.get(0).plusSeconds(1)))
                .toList();
        return Rate.of(later, Duration.ofMillis(100), Duration.ofSeconds(1)).most();
    }
}
