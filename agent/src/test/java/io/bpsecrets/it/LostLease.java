package io.bpsecrets.it;

import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A lease that somebody takes back from a running service.
 *
 * @param logins of the whole run
 */
record LostLease(
        String sentence,
        String database,
        String ttl,
        String maxTtl,
        BiConsumer<Leasing, OneRole> takeBack,
        int logins) {

    static Stream<LostLease> rows() {
        return Stream.of(
                new LostLease(
                        "a lease that an operator revoked is replaced when its renewal is refused",
                        "revoked",
                        "6s",
                        "1h",
                        (leasing, role) -> leasing.revoke("revoked"),
                        1),
                new LostLease(
                        "a revoked token takes its leases along, and both are replaced",
                        "orphaned",
                        "1h",
                        "2h",
                        (leasing, role) -> role.revokeTokens(),
                        2));
    }

    Stream<Jdk> javas() {
        return Jdks.newest();
    }

    @Override
    public String toString() {
        return sentence;
    }
}
