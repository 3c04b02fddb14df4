package io.bpsecrets.it;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.fault.Fault;
import io.bpsecrets.harness.fault.FaultProxy;
import io.bpsecrets.harness.fault.WrongAnswers;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A lease that the service keeps: one user for the whole run.
 *
 * @param fault of the way to the server; {@link #NONE} for none
 * @param withoutLookup true for a token that may not look leases up
 * @param until what must have been seen meanwhile
 * @param lookups of the lease
 */
record HeldLease(
        String sentence,
        String database,
        String ttl,
        String maxTtl,
        Supplier<Stream<Jdk>> on,
        Fault fault,
        boolean withoutLookup,
        Until until,
        int lookups) {

    static final Fault NONE = WrongAnswers.leaseDuration(0).where(arrival -> false);

    /** @see #until */
    interface Until {
        /** @param seconds since the first read was asked for */
        boolean isSeen(OneRole role, FaultProxy proxy, long seconds);
    }

    static Stream<HeldLease> rows() {
        return Stream.of(
                row(
                        "both fields come from one lease that refreshes leave alone",
                        "lasting",
                        "1h",
                        "2h",
                        Jdks::ends,
                        NONE,
                        (role, proxy, seconds) -> role.reads() >= 4,
                        0),
                row(
                        "a lease is renewed before its end",
                        "renewed",
                        "6s",
                        "1h",
                        Jdks::newest,
                        NONE,
                        (role, proxy, seconds) -> seconds >= 14 && renewals(role) >= 2,
                        0),
                // 70 years are more seconds than an int has: the lease was taken for none, and each refresh made
                // another user.
                row(
                        "a lease of seventy years is held",
                        "years",
                        "2200000000s",
                        "2200000000s",
                        Jdks::ends,
                        NONE,
                        (role, proxy, seconds) -> role.reads() >= 4,
                        0),
                // Some engines tell the end of a lease only to those who look it up.
                row(
                        "a lease without a duration is looked up once",
                        "untold",
                        "9s",
                        "1h",
                        Jdks::newest,
                        withoutDuration("untold"),
                        (role, proxy, seconds) -> renewals(role) >= 1 && role.reads() >= 4,
                        1),
                row(
                                "a lease whose look-up is denied is held too",
                                "denied",
                                "1h",
                                "2h",
                                Jdks::newest,
                                withoutDuration("denied"),
                                (role, proxy, seconds) -> refreshesAfter(role, Leasing.LOOKUP) >= 3,
                                1)
                        .denied(),
                // The server answers a database that is away by 400, as it does for a lease that is gone.
                row(
                        "a renewal that fails for a moment is tried again and makes no other user",
                        "hiccup",
                        "9s",
                        "1h",
                        Jdks::newest,
                        WrongAnswers.error(400, "failed to renew entry: resp: <nil> err: connection refused")
                                .where(arrival -> arrival.path().equals(Leasing.RENEW))
                                .times(2),
                        (role, proxy, seconds) -> renewals(role) >= 1 && proxy.struck() >= 3,
                        0));
    }

    private static HeldLease row(
            String sentence,
            String database,
            String ttl,
            String maxTtl,
            Supplier<Stream<Jdk>> on,
            Fault fault,
            Until until,
            int lookups) {
        return new HeldLease(sentence, database, ttl, maxTtl, on, fault, false, until, lookups);
    }

    private HeldLease denied() {
        return new HeldLease(sentence, database, ttl, maxTtl, on, fault, true, until, lookups);
    }

    static Fault withoutDuration(String database) {
        return WrongAnswers.leaseDuration(0).where(arrival -> arrival.path().equals(Leasing.CREDS + database));
    }

    private static long renewals(OneRole role) {
        return role.count(Leasing.RENEW);
    }

    private static long refreshesAfter(OneRole role, String path) {
        List<String> asked = role.requests().stream().map(AuditRequest::path).toList();
        int first = asked.indexOf(path);
        return first < 0
                ? 0
                : asked.stream().skip(first).filter(role.readPath()::equals).count();
    }

    Stream<Jdk> javas() {
        return on.get();
    }

    @Override
    public String toString() {
        return sentence;
    }
}
