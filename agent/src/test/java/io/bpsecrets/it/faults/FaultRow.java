package io.bpsecrets.it.faults;

import io.bpsecrets.harness.fault.Fault;

/** One fault and all that is promised for it. */
final class FaultRow {
    /** Where the token comes from. */
    enum Login {
        TOKEN,
        TOKEN_FILE,
        APPROLE
    }

    private final String fault;
    private final String outcome;
    private final String says;
    private final Got first;
    private final Got later;
    private final Trouble trouble;
    private Login login = Login.TOKEN;
    private Wait wait = Wait.NOTHING;
    private int logins;
    private int reads = 1;
    private boolean rotates = true;
    private boolean second;
    private boolean tls;
    private boolean ownServer;
    private boolean outage = true;
    private long quietMillis;

    private FaultRow(String fault, String outcome, String says, Got first, Got later, Trouble trouble) {
        this.fault = fault;
        this.outcome = outcome;
        this.says = says;
        this.first = first;
        this.later = later;
        this.trouble = trouble;
    }

    /** Nothing is known of the secret: the last value stays. */
    static FaultRow outage(String fault, String says, Fault what) {
        return outage(fault, says, Trouble.of(what));
    }

    static FaultRow outage(String fault, String says, Trouble trouble) {
        return kept("UNAVAILABLE", fault, says, trouble);
    }

    /** Another outcome that says nothing of the secret. */
    static FaultRow kept(String outcome, String fault, String says, Trouble trouble) {
        return new FaultRow(fault, outcome, says, Got.NEXT, Got.LAST, trouble);
    }

    /** Vault has answered, and not with the secret. */
    static FaultRow answered(String outcome, String fault, String says, Fault what) {
        return new FaultRow(fault, outcome, says, Got.NEXT, Got.NEXT, Trouble.of(what));
    }

    /** Vault has answered that it is not there any more: what was read before is kept, since on-removed is not set. */
    static FaultRow removed(String outcome, String fault, String says, Fault what) {
        FaultRow row = new FaultRow(fault, outcome, says, Got.NEXT, Got.LAST, Trouble.of(what));
        row.outage = false;
        return row;
    }

    /** The client gets the better of it: nothing is worth a line. */
    static FaultRow harmless(String fault, Trouble trouble) {
        return new FaultRow(fault, "FOUND", "", Got.VAULT, Got.VAULT, trouble);
    }

    static FaultRow harmless(String fault, Fault what) {
        return harmless(fault, Trouble.of(what));
    }

    FaultRow by(Login method) {
        login = method;
        return this;
    }

    /** What the first read sends; a look-up of the token is a read. */
    FaultRow sends(int loginCount, int readCount) {
        logins = loginCount;
        reads = readCount;
        return this;
    }

    FaultRow waits(Wait what) {
        wait = what;
        return this;
    }

    /** For a fault that keeps the operator from writing too. */
    FaultRow withoutRotation() {
        rotates = false;
        return this;
    }

    /** {@code vault.address} has the real server as its second. */
    FaultRow withSecondServer() {
        second = true;
        return this;
    }

    /** For a fault that would be one for all others too. */
    FaultRow withItsOwnServer() {
        ownServer = true;
        return this;
    }

    FaultRow overTls() {
        tls = true;
        return this;
    }

    /** After the first request the next one must not come sooner than this. */
    FaultRow leavesAlone(long millis) {
        quietMillis = millis;
        return this;
    }

    String fault() {
        return fault;
    }

    String outcome() {
        return outcome;
    }

    /** A part of the one warning line; empty where there must be none. */
    String says() {
        return says;
    }

    Got first() {
        return first;
    }

    Got later() {
        return later;
    }

    Trouble trouble() {
        return trouble;
    }

    Login login() {
        return login;
    }

    Wait waitsFor() {
        return wait;
    }

    int logins() {
        return logins;
    }

    int reads() {
        return reads;
    }

    boolean rotates() {
        return rotates;
    }

    boolean hasSecondServer() {
        return second;
    }

    boolean hasItsOwnServer() {
        return ownServer;
    }

    boolean isOverTls() {
        return tls;
    }

    /** True if the end of the fault is said as the end of an outage. */
    boolean isOutage() {
        return outage && later == Got.LAST;
    }

    long quietMillis() {
        return quietMillis;
    }

    /** The cells of the documentation, without the time. */
    String cells() {
        String meaning = says.isEmpty() ? outcome : outcome + ": " + says;
        return "| " + fault + " | " + meaning + " | " + first.text() + " | " + later.text() + " | " + wait.text()
                + " | " + requests() + " |";
    }

    private String requests() {
        if (logins + reads == 0) {
            return "none";
        }
        String count = logins == 0 ? "" : logins + (logins == 1 ? " login" : " logins");
        String rest = reads == 0 ? "" : reads + (reads == 1 ? " read" : " reads");
        return count.isEmpty() || rest.isEmpty() ? count + rest : count + ", " + rest;
    }

    @Override
    public String toString() {
        return fault;
    }
}
