package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;

/**
 * What is sent for one question after the other, in which order, and a login in place of a dead token, at most one in a round. Used by one
 * thread.
 */
final class ReadRequests {
    private final RoundConnections lanes;
    private final Session session;
    private final Paths paths;
    private final Leases leases;
    private final UnchangedSecrets known;
    private boolean alive;
    private boolean fresh;
    private boolean had;

    ReadRequests(RoundConnections lanes, Session session, Paths paths, Leases leases, UnchangedSecrets known) {
        this.lanes = lanes;
        this.session = session;
        this.paths = paths;
        this.leases = leases;
        this.known = known;
    }

    /**
     * What Vault says of a path, without what the agent itself logs in with.
     *
     * @param patienceMillis how long the first request may be silent; 0 for as long as the settings say
     * @return null if it is silent: the request stays on its way, and the next call goes on with it
     */
    PathAnswer read(SecretPath path, int patienceMillis) throws VaultFailure {
        try {
            PathAnswer answer = answer(path, patienceMillis);
            return answer == null ? null : session.own().withhold(answer);
        } catch (VaultFailure e) {
            throw shown(e);
        }
    }

    /** What the agent has logged in with. */
    OwnCredentials own() {
        return session.own();
    }

    /** True if nothing was sent for the last answer, because it was held, or because such a path is never asked. */
    boolean hadIt() {
        return had;
    }

    /** The server's own words may hold what it was sent. */
    private VaultFailure shown(VaultFailure failure) {
        int words = failure.getMessage().indexOf(ServerWords.BEFORE);
        if (words < 0 || !session.own().isWithin(failure.getMessage().substring(words + ServerWords.BEFORE.length()))) {
            return failure;
        }
        String text = failure.getMessage().substring(0, words);
        return new VaultFailure(failure.outcome(), text, failure.retryAfterMillis(), failure.ofServer());
    }

    private PathAnswer answer(SecretPath path, int patienceMillis) throws VaultFailure {
        PathAnswer leased = leases.answer(path, session.generation());
        had = leased != null;
        if (had) {
            return leased;
        }
        String api = paths.read(path);
        if (paths.isReserved(api)) {
            had = true;
            return ReadAnswers.refused(api);
        }
        String metadata = known.mayAsk(path) ? paths.metadata(path) : null;
        Reply reply;
        if (metadata != null) {
            Reply state = get(metadata, patienceMillis);
            if (state == null) {
                return null;
            }
            PathAnswer same = known.unchanged(path, state);
            if (same != null) {
                return same;
            }
            reply = get(api, 0);
        } else {
            reply = get(api, patienceMillis);
        }
        if (reply == null) {
            return null;
        }
        PathAnswer answer = ReadAnswers.of(reply, api, paths.form(path, api), session.own());
        if (answer.outcome() != Outcome.FOUND) {
            String other = paths.repaired(path, reply);
            Reply second = other == null ? null : get(other, 0);
            PathAnswer better = second == null ? null : ReadAnswers.of(second, other, Paths.AS_IT_LOOKS, session.own());
            if (better != null && paths.keep(path, other, better)) {
                reply = second;
                answer = better;
            } else {
                answer = paths.suggesting(path, other, answer);
            }
        }
        if (answer.outcome() == Outcome.FOUND) {
            answer = leases.hold(path, api, reply, answer, session.generation());
        }
        known.put(path, answer, reply);
        return answer;
    }

    /**
     * What Vault says of a folder; the caller judges it.
     *
     * @return null if it is silent, as {@link #read}
     */
    Reply list(String api, int patienceMillis) throws VaultFailure {
        try {
            return get(api, patienceMillis);
        } catch (VaultFailure e) {
            throw shown(e);
        }
    }

    /** The path of the request that is sent first for a question. */
    private String first(ReadQuestion question) {
        SecretPath path = question.path();
        if (question.isFolder()) {
            return paths.list(path);
        }
        String metadata = known.mayAsk(path) ? paths.metadata(path) : null;
        return metadata != null ? metadata : paths.read(path);
    }

    /** True if an answer to its first request has come, so that the next call waits no more. */
    boolean isAnswered(ReadQuestion question) {
        ServerRequests wire = lanes.flying(first(question), session.text());
        return wire != null && wire.isAnswered();
    }

    /** True if its first request is on its way. */
    boolean isFlying(ReadQuestion question) {
        return lanes.flying(first(question), session.text()) != null;
    }

    /** How long its first request is on its way; 0 if it is not. */
    long silentMillis(ReadQuestion question) {
        ServerRequests wire = lanes.flying(first(question), session.text());
        return wire == null ? 0 : wire.flownMillis();
    }

    /**
     * It has been silent for too long: its connection is used for others.
     *
     * @return true if it may be asked again, of another server
     */
    boolean giveUp(ReadQuestion question) {
        ServerRequests wire = lanes.flying(first(question), session.text());
        return wire != null && wire.giveUp();
    }

    /**
     * Sends the first request of a question on a free connection, if it costs nobody anything: no login, no use of a limited token.
     *
     * @return false if no connection could be made for it
     */
    boolean ahead(ReadQuestion question) {
        SecretPath path = question.path();
        if (!paths.isKv(path) || leases.answer(path, session.generation()) != null || !session.maySendAhead()) {
            return true;
        }
        String api = first(question);
        ServerRequests idle = paths.isReserved(api) || lanes.flying(api, session.text()) != null ? null : lanes.idle();
        if (idle == null || idle.ahead(api, session.text())) {
            return true;
        }
        lanes.doWithout(idle);
        return false;
    }

    /** A dead token is replaced by a login, unless this round's own login brought it: then another would change nothing. */
    private Reply get(String api, int patienceMillis) throws VaultFailure {
        ServerRequests wire = lanes.flying(api, session.text());
        String token = wire == null ? spend() : session.text();
        if (wire == null) {
            wire = lanes.free();
        }
        Reply reply;
        try {
            reply = wire.get(api, token, patienceMillis);
        } catch (VaultFailure e) {
            if ((e.ofServer() || wire.isTurnedAway()) && patienceMillis > 0 && lanes.doWithout(wire)) {
                return null;
            }
            throw e;
        }
        if (reply == null || reply.status() != 403 || reply.errors() < 0 || token == null || alive) {
            return reply;
        }
        alive = session.isAlive(lanes.free());
        if (alive) {
            return reply;
        }
        if (fresh || !session.replaceable()) {
            throw session.refused().asOfServer();
        }
        return get(api, 0);
    }

    private String spend() throws VaultFailure {
        int before = session.generation();
        ServerRequests wire = lanes.free();
        try {
            return session.spend(wire);
        } catch (VaultFailure e) {
            throw e.asOfServer();
        } finally {
            if (session.generation() != before) {
                fresh = true;
                // What is on its way was asked with the token of before.
                lanes.drop();
            }
        }
    }
}
