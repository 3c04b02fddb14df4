package io.bpsecrets.it.faults;

import static io.bpsecrets.it.faults.FaultRow.harmless;
import static io.bpsecrets.it.faults.FaultRow.outage;

import io.bpsecrets.harness.fault.Faults;
import io.bpsecrets.harness.fault.WrongAnswers;
import java.util.List;

/** Faults below HTTP, and what a second server makes of them. */
final class NetworkRows {
    private NetworkRows() {}

    static List<FaultRow> rows() {
        return List.of(
                outage("connection refused", "connection refused", Faults.refused())
                        .sends(0, 0),
                outage("unroutable: no answer to SYN", "no connection within", Faults.unroutable())
                        .sends(0, 0)
                        .waits(Wait.CONNECT),
                outage("accepted, then silence", "no answer within vault.read-timeout", Faults.silence())
                        .waits(Wait.READ),
                outage(
                                "slow first byte, beyond the limit",
                                "no answer within vault.read-timeout",
                                Faults.slowFirstByte(30_000))
                        .waits(Wait.READ),
                harmless("slow first byte, within the limit", Faults.slowFirstByte(350))
                        .waits(Wait.ANSWER),
                outage("slow body, a byte at a time", "vault.deadline of", Faults.slowBody(100))
                        .waits(Wait.DEADLINE),
                outage("closed without an answer", "closed without an answer", Faults.closed()),
                outage("cut headers", "the answer was cut", Faults.cutHead()),
                outage("cut body", "the answer was cut", Faults.cutBody()),
                outage("reset after the request", "Connection reset", Faults.reset()),
                harmless("first server refuses, second answers", Faults.refused())
                        .sends(0, 0)
                        .withSecondServer(),
                harmless("first server is silent, second answers", Faults.silence())
                        .waits(Wait.READ)
                        .withSecondServer(),
                harmless("first server resets, second answers", Faults.reset()).withSecondServer(),
                harmless("first server answers 500, second answers", WrongAnswers.error(500))
                        .withSecondServer(),
                harmless("first server is sealed, second answers", WrongAnswers.error(503, "Vault is sealed"))
                        .withSecondServer(),
                harmless("first server is a standby (473), second answers", WrongAnswers.error(473))
                        .withSecondServer());
    }
}
