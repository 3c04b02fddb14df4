package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Asks the questions of an agenda until all are asked or the time is over. Trouble of one path is the outcome of that path, and the others
 * are asked; a silent one is left on its connection meanwhile. One thread does all of it.
 */
final class ReadRound {
    /** Answers after which the pace is known. */
    private static final int PACE = 4;

    /** So many silent paths show a slow server. */
    private static final int SLOW = 2;

    /** If all connections are silent and there is more to ask, then a read may be silent for so many times the patience. */
    private static final int LAST_PATIENCE = 6;

    /** If nothing but failures has come, then the server is left alone after so many. */
    private static final int GIVE_UP = 16;

    /** What a failure counts that costs time, or after which the server asks to be left alone. */
    private static final int DEAR = 4;

    private final ReadAgenda agenda;
    private final RoundConnections lanes;
    private final ReadRequests requests;
    private final int deadlineMillis;
    private final Deque<ReadQuestion> silent = new ArrayDeque<ReadQuestion>();

    /** When the first answer came: what was before it, such as a login and the first handshake, is no pace. */
    private long firstAt;

    private int done;
    private boolean wide;
    private VaultFailure first;
    private int failed;
    private int weight;
    private long retryAfterMillis;

    ReadRound(ReadAgenda agenda, RoundConnections lanes, ReadRequests requests, int deadlineMillis) {
        this.agenda = agenda;
        this.lanes = lanes;
        this.requests = requests;
        this.deadlineMillis = deadlineMillis;
    }

    /** @throws VaultFailure if the server is out, or if every path that was asked failed */
    void ask() throws VaultFailure {
        while (!lanes.isOver() && (agenda.hasAnswers() || weight < GIVE_UP)) {
            ReadQuestion question = answered();
            if (question == null && silent.size() < lanes.most()) {
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
                // It was in trouble before: the refresh of the others does not wait for it, the next retry does.
                fails(question, new VaultFailure(Outcome.UNAVAILABLE, "no answer within vault.read-timeout"), true);
                continue;
            }
            boolean alone = silent.isEmpty() && agenda.left() == 0 && !agenda.isLeftToTheRest(question);
            sendAhead(question);
            ask(question, late || alone ? 0 : lanes.patienceMillis());
        }
        boolean waited = agenda.left() == 0 || !agenda.hasAnswers();
        for (ReadQuestion question : silent) {
            if (waited) {
                fails(question, new VaultFailure(Outcome.UNAVAILABLE, "no answer within vault.deadline"), true);
            } else {
                // Others had their turn meanwhile: the next round waits for it.
                agenda.putBack(question);
            }
        }
        if (first != null && !agenda.hasAnswers()) {
            String text = first.getMessage() + (failed > 1 ? "; all " + failed + " paths that were asked failed" : "");
            throw new VaultFailure(first.outcome(), text, retryAfterMillis, true);
        }
    }

    /** One that was silent and is not any more; null for none. */
    private ReadQuestion answered() {
        if (!silent.isEmpty()) {
            for (ReadQuestion question : silent) {
                if (requests.isAnswered(question)) {
                    silent.remove(question);
                    return question;
                }
            }
        }
        return null;
    }

    /** All connections are silent, and others are to be asked: the first one that is silent gives its connection up. */
    private void askForTheLastTime(ReadQuestion question) throws VaultFailure {
        long left = (long) lanes.patienceMillis() * LAST_PATIENCE - requests.silentMillis(question);
        ask(question, (int) Math.max(1, left));
        if (silent.remove(question)) {
            if (requests.giveUp(question) && agenda.mayAskTwice(question)) {
                agenda.putBack(question);
            } else {
                fails(question, new VaultFailure(Outcome.UNAVAILABLE, "no answer, and others had to be asked"), true);
            }
        }
    }

    /** How long the server asks to be left alone; 0 if it does not say. */
    long retryAfterMillis() {
        return retryAfterMillis;
    }

    /** @param patienceMillis 0 for as long as the settings say */
    private void ask(ReadQuestion question, int patienceMillis) throws VaultFailure {
        long before = System.nanoTime();
        try {
            PathAnswer said = null;
            boolean isSilent;
            if (question.isFolder()) {
                Reply reply = requests.list(agenda.api(question), patienceMillis);
                isSilent = reply == null;
                said = isSilent ? null : agenda.listed(question, reply, requests.own());
            } else {
                said = requests.read(question.path(), patienceMillis);
                isSilent = said == null;
                if (!isSilent) {
                    agenda.answered(question, said, !requests.hadIt());
                }
            }
            if (isSilent) {
                if (requests.isFlying(question)) {
                    silent.add(question);
                } else {
                    // Its connection was turned away: what is on its way on the others comes first.
                    agenda.putBack(question);
                }
                return;
            }
            firstAt = done++ == 0 ? System.nanoTime() : firstAt;
            if (said != null && said.outcome().isTrouble()) {
                count(new VaultFailure(said.outcome(), said.detail()), false);
            }
        } catch (VaultFailure e) {
            if (e.ofServer()) {
                throw e;
            }
            boolean slow = patienceMillis == 0 && millisSince(before) >= lanes.patienceMillis();
            if (lanes.isOver() && agenda.hasAnswers() && millisSince(before) < lanes.patienceMillis()) {
                // Only the end of the round has cut it off.
                agenda.putBack(question);
            } else {
                fails(question, e, slow);
            }
        } catch (RuntimeException e) {
            // A mistake of ours in one answer: the others are read. Where the connections stand is not known.
            lanes.close();
            String what = "internal error " + e.getClass().getName() + "; please report it";
            fails(question, new VaultFailure(Outcome.UNAVAILABLE, what), false);
        }
    }

    private void fails(ReadQuestion question, VaultFailure why, boolean slow) {
        agenda.failed(question, why.outcome(), why.getMessage());
        count(why, slow);
    }

    private void count(VaultFailure why, boolean slow) {
        first = first == null ? why : first;
        failed++;
        weight += slow || why.outcome() == Outcome.THROTTLED ? DEAR : 1;
        retryAfterMillis = Math.max(retryAfterMillis, why.retryAfterMillis());
    }

    /** If one connection could not carry all in a quarter of the time, then others carry the next questions. */
    private void sendAhead(ReadQuestion question) {
        if (!wide) {
            wide = silent.size() >= SLOW
                    || done >= PACE && agenda.left() * (millisSince(firstAt) / (done - 1)) > deadlineMillis / 4;
        }
        if (!wide) {
            return;
        }
        boolean goesOn = requests.ahead(question);
        for (ReadQuestion next : agenda.upcoming()) {
            if (!goesOn || lanes.busy() >= lanes.most()) {
                return;
            }
            goesOn = requests.ahead(next);
        }
    }

    private static long millisSince(long moment) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - moment);
    }
}
