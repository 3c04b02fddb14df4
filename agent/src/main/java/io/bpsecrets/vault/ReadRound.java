package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.ThreadError;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Asks the questions of an agenda until all are asked or the time is over. Trouble of one path is the outcome of that path, and the others
 * are asked. A path that is silent stays pending on its connection meanwhile. One thread does all of it.
 */
final class ReadRound {
    /** If all connections are silent and there is more to ask, then a read may be silent for so many times {@link RoundConnections#silenceMillis}. */
    private static final int LAST_SILENCE = 6;

    private final ReadAgenda agenda;
    private final RoundConnections connections;
    private final ReadRequests requests;
    private final Clock clock;
    private final Log log;
    private final Deque<ReadQuestion> silent = new ArrayDeque<ReadQuestion>();

    /** Null before the first one. */
    private @Nullable RoundFailures failures;

    ReadRound(ReadAgenda agenda, RoundConnections connections, ReadRequests requests, Clock clock, Log log) {
        this.agenda = agenda;
        this.connections = connections;
        this.requests = requests;
        this.clock = clock;
        this.log = log;
    }

    /** @throws VaultFailure if the server is out, or if every path that was asked failed */
    void ask() throws VaultFailure {
        while (!connections.isOver() && (agenda.hasAnswers() || failures == null || !failures.areTooMany())) {
            ReadQuestion question = answered();
            if (question == null && silent.size() < connections.most()) {
                question = agenda.next();
            }
            boolean late = question == null;
            if (late) {
                question = silent.poll();
            }
            if (question == null) {
                break;
            }
            if (late && agenda.left() > 0) {
                askForTheLastTime(question);
                continue;
            }
            if (late && agenda.hasAnswers() && agenda.isLeftToTheRest(question)) {
                // It was in trouble before. The refresh of the others does not wait for it, and the next retry does.
                failsAsSilent(question, "no answer within vault.read-timeout");
                continue;
            }
            boolean isAlone = silent.isEmpty() && agenda.left() == 0 && !agenda.isLeftToTheRest(question);
            sendAhead(question);
            ask(question, late || isAlone ? 0 : connections.silenceMillis());
        }
        leaveSilent();
        if (failures != null && !agenda.hasAnswers()) {
            throw failures.asOutage();
        }
    }

    /** A question that was silent and has an answer now; null if there is none. */
    private @Nullable ReadQuestion answered() {
        if (!silent.isEmpty()) {
            for (ReadQuestion question : silent) {
                ServerRequests pending = requests.pending(question);
                if (pending != null && pending.isAnswered()) {
                    silent.remove(question);
                    return question;
                }
            }
        }
        return null;
    }

    /** All connections are silent, and others are to be asked. So the question that has been silent for the longest time gives its connection up. */
    private void askForTheLastTime(ReadQuestion question) throws VaultFailure {
        ServerRequests pending = requests.pending(question);
        long silentMillis = pending == null ? 0 : pending.pendingMillis();
        long left = (long) connections.silenceMillis() * LAST_SILENCE - silentMillis;
        ask(question, (int) Math.max(1, left));
        if (silent.remove(question)) {
            pending = requests.pending(question);
            if (pending != null && pending.giveUp() && agenda.mayAskTwice(question)) {
                agenda.putBack(question);
            } else {
                failsAsSilent(question, "no answer, and others had to be asked");
            }
        }
    }

    /** At the end of the round, what is still silent has failed if the round had time for it. Else it is left to the next round. */
    private void leaveSilent() {
        boolean hadItsTurn = agenda.left() == 0 || !agenda.hasAnswers();
        for (ReadQuestion question : silent) {
            if (hadItsTurn) {
                failsAsSilent(question, "no answer within vault.deadline");
            } else {
                agenda.putBack(question);
            }
        }
    }

    private void failsAsSilent(ReadQuestion question, String what) {
        fails(question, new VaultFailure(Outcome.UNAVAILABLE, what), true);
    }

    /** How long the server asks to be left alone; 0 if it does not say. */
    long retryAfterMillis() {
        return failures == null ? 0 : failures.retryAfterMillis();
    }

    /** @param silenceMillis how long it may be silent; 0 for as long as the settings say */
    private void ask(ReadQuestion question, int silenceMillis) throws VaultFailure {
        long begin = clock.nanoTime();
        try {
            if (question.isFolder()) {
                askFolder(question, silenceMillis);
            } else {
                askPath(question, silenceMillis);
            }
        } catch (VaultFailure e) {
            if (e.isOutage()) {
                throw e;
            }
            boolean slow = silenceMillis == 0 && millisSince(begin) >= connections.silenceMillis();
            if (connections.isOver() && agenda.hasAnswers() && millisSince(begin) < connections.silenceMillis()) {
                // Only the end of the round has cut it off.
                agenda.putBack(question);
            } else {
                fails(question, e, slow);
            }
        } catch (RuntimeException | Error e) {
            ThreadError.rethrow(e);
            // This is a mistake of ours in one answer, and the others are read. What is pending on the connections is
            // not known.
            connections.close();
            log.internalError("One path has no answer now, and all others are read", e);
            String what = "internal error " + e.getClass().getName() + "; please report it";
            fails(question, new VaultFailure(Outcome.UNAVAILABLE, what), false);
        }
    }

    private void askFolder(ReadQuestion question, int silenceMillis) throws VaultFailure {
        Reply reply = requests.list(agenda.api(question), silenceMillis);
        if (reply == null) {
            leavePending(question);
        } else {
            answered(agenda.listed(question, reply, requests.own()));
        }
    }

    private void askPath(ReadQuestion question, int silenceMillis) throws VaultFailure {
        PathAnswer answer = requests.read(question.path(), silenceMillis);
        if (answer == null) {
            leavePending(question);
        } else {
            agenda.answered(question, answer, !requests.sentNothing());
            answered(answer);
        }
    }

    private void leavePending(ReadQuestion question) {
        if (requests.pending(question) != null) {
            silent.add(question);
        } else {
            // Its connection was turned away, so that what is pending on the others comes first.
            agenda.putBack(question);
        }
    }

    /** @param answer null for a folder with which nothing is wrong */
    private void answered(@Nullable PathAnswer answer) {
        connections.answered();
        if (answer != null && answer.outcome().isTrouble()) {
            count(new VaultFailure(answer.outcome(), answer.detail()), false);
        }
    }

    private void fails(ReadQuestion question, VaultFailure failure, boolean slow) {
        agenda.failed(question, failure.outcome(), failure.getMessage());
        count(failure, slow);
    }

    private void count(VaultFailure failure, boolean slow) {
        if (failures == null) {
            failures = new RoundFailures(failure);
        }
        failures.add(failure, slow);
    }

    private void sendAhead(ReadQuestion question) {
        if (!connections.useAllIfSlow(silent.size(), agenda.left())) {
            return;
        }
        boolean goesOn = requests.sendAhead(question);
        for (ReadQuestion next : agenda.upcoming()) {
            if (!goesOn || connections.busy() >= connections.most()) {
                return;
            }
            goesOn = requests.sendAhead(next);
        }
    }

    private long millisSince(long moment) {
        return clock.millisSince(moment);
    }
}
