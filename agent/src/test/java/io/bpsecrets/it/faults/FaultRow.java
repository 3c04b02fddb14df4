package io.bpsecrets.it.faults;

import io.bpsecrets.harness.fault.Fault;

/**
 * One fault and all that is promised for it.
 *
 * @param says a part of the one warning line; empty if there must be none
 * @param first what the first read gets
 * @param later what a read gets if the fault comes after a value was read
 * @param isOutage true if the end of the fault is said as the end of an outage
 * @param cost of the first read
 */
record FaultRow(
        String fault,
        String outcome,
        String says,
        Got first,
        Got later,
        SceneFault what,
        boolean isOutage,
        Cost cost,
        Stage stage) {

    /** How the service gets its token. */
    enum TokenSource {
        TOKEN,
        TOKEN_FILE,
        APPROLE
    }

    /**
     * @param reads requests that are no logins; a look-up of the token is one
     * @param quietMillis after the first request the next one must not come sooner than this
     */
    record Cost(int logins, int reads, Wait waits, long quietMillis) {
        private String requests() {
            if (logins + reads == 0) {
                return "none";
            }
            String count = logins == 0 ? "" : logins + (logins == 1 ? " login" : " logins");
            String rest = reads == 0 ? "" : reads + (reads == 1 ? " read" : " reads");
            return count.isEmpty() || rest.isEmpty() ? count + rest : count + ", " + rest;
        }
    }

    /**
     * @param rotates false for a fault that keeps the operator from writing too
     * @param secondServer true if {@code vault.address} has the real server as its second
     * @param ownServer true for a fault that would be one for all others too
     */
    record Stage(TokenSource token, boolean rotates, boolean secondServer, boolean ownServer, boolean tls) {}

    private FaultRow(
            String fault, String outcome, String says, Got first, Got later, SceneFault what, boolean isOutage) {
        this(
                fault,
                outcome,
                says,
                first,
                later,
                what,
                isOutage,
                new Cost(0, 1, Wait.NOTHING, 0),
                new Stage(TokenSource.TOKEN, true, false, false, false));
    }

    /** Nothing is known of the secret: the last value stays. */
    static FaultRow outage(String fault, String says, Fault what) {
        return outage(fault, says, SceneFault.of(what));
    }

    static FaultRow outage(String fault, String says, SceneFault what) {
        return kept("UNAVAILABLE", fault, says, what);
    }

    /** Another outcome that says nothing of the secret. */
    static FaultRow kept(String outcome, String fault, String says, SceneFault what) {
        return new FaultRow(fault, outcome, says, Got.NEXT, Got.LAST, what, true);
    }

    /** Vault has answered, and not with the secret. */
    static FaultRow answered(String outcome, String fault, String says, Fault what) {
        return new FaultRow(fault, outcome, says, Got.NEXT, Got.NEXT, SceneFault.of(what), false);
    }

    /** Vault has answered that it is not there any more: what was read before is kept, since on-removed is not set. */
    static FaultRow removed(String outcome, String fault, String says, Fault what) {
        return new FaultRow(fault, outcome, says, Got.NEXT, Got.LAST, SceneFault.of(what), false);
    }

    /** The client gets the better of it: nothing is worth a line. */
    static FaultRow harmless(String fault, SceneFault what) {
        return new FaultRow(fault, "FOUND", "", Got.VAULT, Got.VAULT, what, false);
    }

    static FaultRow harmless(String fault, Fault what) {
        return harmless(fault, SceneFault.of(what));
    }

    FaultRow by(TokenSource token) {
        return with(new Stage(token, stage.rotates, stage.secondServer, stage.ownServer, stage.tls));
    }

    FaultRow withoutRotation() {
        return with(new Stage(stage.token, false, stage.secondServer, stage.ownServer, stage.tls));
    }

    FaultRow withSecondServer() {
        return with(new Stage(stage.token, stage.rotates, true, stage.ownServer, stage.tls));
    }

    FaultRow withItsOwnServer() {
        return with(new Stage(stage.token, stage.rotates, stage.secondServer, true, stage.tls));
    }

    FaultRow overTls() {
        return with(new Stage(stage.token, stage.rotates, stage.secondServer, stage.ownServer, true));
    }

    FaultRow sends(int logins, int reads) {
        return with(new Cost(logins, reads, cost.waits, cost.quietMillis));
    }

    FaultRow waits(Wait what) {
        return with(new Cost(cost.logins, cost.reads, what, cost.quietMillis));
    }

    FaultRow leavesAlone(long quietMillis) {
        return with(new Cost(cost.logins, cost.reads, cost.waits, quietMillis));
    }

    private FaultRow with(Stage other) {
        return new FaultRow(fault, outcome, says, first, later, what, isOutage, cost, other);
    }

    private FaultRow with(Cost other) {
        return new FaultRow(fault, outcome, says, first, later, what, isOutage, other, stage);
    }

    /** The cells of the documentation, without the time. */
    String cells() {
        String meaning = says.isEmpty() ? outcome : outcome + ": " + says;
        return "| " + fault + " | " + meaning + " | " + first.text() + " | " + later.text() + " | " + cost.waits.text()
                + " | " + cost.requests() + " |";
    }

    @Override
    public String toString() {
        return fault;
    }
}
