package io.bpsecrets.it.faults;

import static io.bpsecrets.it.faults.FaultRow.answered;
import static io.bpsecrets.it.faults.FaultRow.harmless;
import static io.bpsecrets.it.faults.FaultRow.kept;
import static io.bpsecrets.it.faults.FaultRow.outage;
import static io.bpsecrets.it.faults.FaultRow.removed;

import io.bpsecrets.harness.fault.Fault;
import io.bpsecrets.harness.fault.Faults;
import io.bpsecrets.harness.fault.WrongAnswers;
import java.util.List;

/** What Vault says by its status. Rows that name the real server are its own words, the others the proxy's. */
final class StatusRows {
    private static final String DENIED = "permission denied";

    private StatusRows() {}

    static List<FaultRow> rows() {
        return List.of(
                outage("400", "rejects the request (400)", WrongAnswers.error(400)),
                removed("DENIED", "403 by policy, real server", DENIED, asking("secret/data/elsewhere/x"))
                        .sends(0, 2),
                removed("NO_SECRET", "404 never written, real server", "no such secret", asking(path("never"))),
                answered(
                        "DELETED", "404 deleted version, real server", "deleted or destroyed", asking(path("deleted"))),
                kept(
                        "BAD_CONFIG",
                        "404 no engine, real server",
                        "no secrets engine",
                        SceneFault.of(asking("nowhere/data/x"))),
                kept(
                        "BAD_CONFIG",
                        "404 path of the other KV version, real server",
                        "KV version 2",
                        SceneFault.of(asking("secret/it/x"))),
                throttled("412", "newest write", WrongAnswers.error(412)),
                harmless("412 once", WrongAnswers.error(412).times(1)).sends(0, 2),
                throttled("429", "slow down", WrongAnswers.error(429)),
                harmless("429 once", WrongAnswers.error(429).times(1)).sends(0, 2),
                kept(
                                "THROTTLED",
                                "429 by a quota, real server",
                                "slow down",
                                SceneFault.between(Scene::limit, Scene::unlimit))
                        .sends(0, 3)
                        .waits(Wait.PAUSES)
                        .withoutRotation(),
                throttled("429 with Retry-After: 1", "slow down", WrongAnswers.retryAfter(429, "1"))
                        .waits(Wait.RETRY_AFTER),
                throttled("429 with Retry-After: 3", "slow down", WrongAnswers.retryAfter(429, "3"))
                        .sends(0, 1)
                        .waits(Wait.NOTHING)
                        .leavesAlone(3_000),
                outage("472", "disaster recovery standby", WrongAnswers.error(472)),
                outage("473", "performance standby", WrongAnswers.error(473)),
                tired("500", WrongAnswers.error(500)),
                outage(
                                "500 without a leader",
                                "waits for a leader",
                                WrongAnswers.error(500, "local node not active but active cluster node not found"))
                        .sends(0, 3)
                        .waits(Wait.PAUSES),
                harmless("500 once", WrongAnswers.error(500).times(1)).sends(0, 2),
                outage("501", "not initialised", WrongAnswers.error(501)),
                tired(
                        "502, HTML of a load balancer",
                        WrongAnswers.status(502, "Content-Type: text/html\r\n", "<p>Bad gateway")),
                outage(
                                "503 sealed, then unsealed, real server",
                                "it is sealed",
                                SceneFault.between(
                                        scene -> scene.server().seal(),
                                        scene -> scene.server().unseal()))
                        .withItsOwnServer()
                        .withoutRotation(),
                outage("503, busy", "cannot answer now (503)", WrongAnswers.error(503, "too many requests at once"))
                        .sends(0, 3)
                        .waits(Wait.PAUSES),
                outage("503 with Retry-After: 3", "cannot answer now (503)", WrongAnswers.retryAfter(503, "3"))
                        .leavesAlone(3_000));
    }

    private static FaultRow throttled(String fault, String says, Fault what) {
        return kept("THROTTLED", fault, says, SceneFault.of(what)).sends(0, 3).waits(Wait.PAUSES);
    }

    /** An error that may be over in a moment and is not. */
    private static FaultRow tired(String fault, Fault what) {
        return outage(fault, "answers with an error", what).sends(0, 3).waits(Wait.PAUSES);
    }

    private static String path(String secret) {
        return "secret/data/it/FaultMatrixIT/" + secret;
    }

    /** Not the look-up of the token. */
    private static Fault asking(String path) {
        return Faults.asking(path).where(arrival -> arrival.path().startsWith("secret/"));
    }
}
