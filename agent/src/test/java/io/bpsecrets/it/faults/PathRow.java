package io.bpsecrets.it.faults;

import io.bpsecrets.harness.fault.Fault;

/**
 * One fault of some of the paths, and what is promised for their names. The names of all other paths have Vault's values meanwhile.
 *
 * @param says a part of the line about it
 * @param waits READ if each read of such a path takes that long
 */
record PathRow(String fault, String outcome, String says, Kind kind, Fault what, Wait waits) {
    /** What the fault means for a name. */
    enum Kind {
        /** Nothing is known of the secret. */
        TROUBLE("never"),
        /** What has answered once is kept or dropped, and no other secret takes its place. */
        DENIED("if the first one never answered"),
        /** Vault has nothing there any more. */
        ABSENT("yes"),
        /** The same, by somebody who wants the value to be gone. */
        DELETED("yes");

        private final String next;

        Kind(String next) {
            this.next = next;
        }
    }

    static PathRow trouble(String outcome, String fault, String says, Fault what) {
        return new PathRow(fault, outcome, says, Kind.TROUBLE, what, Wait.NOTHING);
    }

    static PathRow trouble(String fault, String says, Fault what) {
        return trouble("UNAVAILABLE", fault, says, what);
    }

    static PathRow absent(String outcome, String fault, String says, Kind kind, Fault what) {
        return new PathRow(fault, outcome, says, kind, what, Wait.NOTHING);
    }

    PathRow waiting(Wait what) {
        return new PathRow(fault, outcome, says, kind, this.what, what);
    }

    boolean isTrouble() {
        return kind == Kind.TROUBLE;
    }

    /** Later reads of a name whose only path is hit. */
    Got later(boolean keep) {
        return keep && kind != Kind.DELETED ? Got.LAST : Got.NEXT;
    }

    /** Whether the second of two alternatives answers while the first is hit; only a first one that never answered is asked at a start. */
    boolean handsOn(boolean atStart) {
        return atStart ? kind != Kind.TROUBLE : kind == Kind.ABSENT || kind == Kind.DELETED;
    }

    /** The cells of the documentation. */
    String cells() {
        return "| " + fault + " | " + outcome + ": " + says + " | " + Got.NEXT.text() + " | "
                + later(true).text() + " | " + later(false).text() + " | " + kind.next + " |";
    }

    @Override
    public String toString() {
        return fault;
    }
}
