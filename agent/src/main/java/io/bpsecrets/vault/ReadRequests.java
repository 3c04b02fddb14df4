package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one question after the other. If the token is dead, it logs in, at most once in a round. Used by one thread.
 */
final class ReadRequests {
    private final RoundConnections connections;
    private final Session session;
    private final Paths paths;
    private final Leases leases;
    private final UnchangedSecrets unchanged;

    /** True if the server has said in this round that the token lives. */
    private boolean isAlive;

    /** True if this round has brought the token. */
    private boolean isNewToken;

    private boolean sentNothing;

    ReadRequests(
            RoundConnections connections, Session session, Paths paths, Leases leases, UnchangedSecrets unchanged) {
        this.connections = connections;
        this.session = session;
        this.paths = paths;
        this.leases = leases;
        this.unchanged = unchanged;
    }

    /**
     * What Vault says of a path, without what the agent itself logs in with.
     *
     * @param silenceMillis how long the first request may be silent; 0 for as long as the settings say
     * @return null if it is silent: the request stays pending, and the next call goes on with it
     */
    @Nullable
    PathAnswer read(SecretPath path, int silenceMillis) throws VaultFailure {
        try {
            PathAnswer answer = answer(path, silenceMillis);
            return answer == null ? null : own().withhold(answer);
        } catch (VaultFailure e) {
            throw ServerWords.withheld(e, own());
        }
    }

    /** What the agent has logged in with. */
    OwnCredentials own() {
        return session.own();
    }

    /** True if nothing was sent for the last answer, because it was kept, or because such a path is never asked. */
    boolean sentNothing() {
        return sentNothing;
    }

    private @Nullable PathAnswer answer(SecretPath path, int silenceMillis) throws VaultFailure {
        PathAnswer kept = leases.answer(path, session.generation());
        sentNothing = kept != null;
        if (sentNothing) {
            return kept;
        }
        String api = paths.read(path);
        if (paths.isReserved(api)) {
            sentNothing = true;
            return ReadAnswers.refused(api);
        }
        String metadata = metadata(path);
        Reply reply = get(metadata == null ? api : metadata, silenceMillis);
        if (reply != null && metadata != null) {
            PathAnswer same = unchanged.ifStillValid(path, reply);
            if (same != null) {
                return same;
            }
            reply = get(api, 0);
        }
        return reply == null ? null : answer(path, api, reply);
    }

    private PathAnswer answer(SecretPath path, String api, Reply first) throws VaultFailure {
        PathAnswer answer = ReadAnswers.of(first, api, paths.form(path, api), own());
        if (answer.outcome() == Outcome.FOUND) {
            return kept(path, api, first, answer);
        }
        PathMistake mistake = new PathMistake(paths, path);
        String repaired = mistake.repaired(first);
        Reply second = repaired == null ? null : get(repaired, 0);
        if (repaired != null && second != null) {
            PathAnswer better = ReadAnswers.of(second, repaired, Paths.AS_IT_LOOKS, own());
            if (mistake.takes(repaired, better)) {
                return kept(path, api, second, better);
            }
        }
        return kept(path, api, first, mistake.suggesting(repaired, answer));
    }

    /** Remembers what spares the next read. */
    private PathAnswer kept(SecretPath path, String api, Reply reply, PathAnswer read) {
        PathAnswer answer = read;
        if (answer.outcome() == Outcome.FOUND) {
            answer = leases.hold(path, api, reply, answer, session.generation());
        }
        unchanged.keep(path, answer, reply);
        return answer;
    }

    /**
     * What Vault says of a folder; the caller judges it.
     *
     * @return null if it is silent, as {@link #read}
     */
    @Nullable
    Reply list(String api, int silenceMillis) throws VaultFailure {
        try {
            return get(api, silenceMillis);
        } catch (VaultFailure e) {
            throw ServerWords.withheld(e, own());
        }
    }

    /** @return null if the secret itself is asked for at once, and not its metadata */
    private @Nullable String metadata(SecretPath path) {
        return unchanged.mayAsk(path) ? paths.metadata(path) : null;
    }

    /** The path of the request that is sent first for a question. */
    private String first(ReadQuestion question) {
        SecretPath path = question.path();
        if (question.isFolder()) {
            return paths.list(path);
        }
        String metadata = metadata(path);
        return metadata != null ? metadata : paths.read(path);
    }

    /** The connection on which its first request is pending. */
    @Nullable
    ServerRequests pending(ReadQuestion question) {
        return connections.pending(first(question), session.tokenText());
    }

    /**
     * Sends the first request of a question on a free connection, if it costs nobody anything: no login, no use of a limited token.
     *
     * @return false if no connection could be made for it
     */
    boolean sendAhead(ReadQuestion question) {
        SecretPath path = question.path();
        if (!paths.isKv(path) || leases.answer(path, session.generation()) != null || !session.maySendAhead()) {
            return true;
        }
        String api = first(question);
        boolean isOpen = !paths.isReserved(api) && connections.pending(api, session.tokenText()) == null;
        ServerRequests idle = isOpen ? connections.idle() : null;
        if (idle == null || idle.sendAhead(api, session.tokenText())) {
            return true;
        }
        connections.doWithout(idle);
        return false;
    }

    /** A dead token is replaced by a login. If a login of this round has brought it, then another login would change nothing. */
    private @Nullable Reply get(String api, int silenceMillis) throws VaultFailure {
        ServerRequests requests = connections.pending(api, session.tokenText());
        String token = requests == null ? useToken() : session.tokenText();
        if (requests == null) {
            requests = connections.free();
        }
        Reply reply;
        try {
            reply = requests.get(api, token, silenceMillis);
        } catch (VaultFailure e) {
            if ((e.isOutage() || requests.isTurnedAway()) && silenceMillis > 0 && connections.doWithout(requests)) {
                return null;
            }
            throw e;
        }
        if (reply == null || reply.status() != 403 || reply.errors() < 0 || token == null || isAlive) {
            return reply;
        }
        if (reply.says(VaultText.NO_NAMESPACES)) {
            return reply;
        }
        isAlive = session.isAlive(connections.free());
        if (isAlive) {
            return reply;
        }
        if (isNewToken || !session.dropDeadToken()) {
            throw session.refusedToken().asOutage();
        }
        return get(api, 0);
    }

    private @Nullable String useToken() throws VaultFailure {
        int before = session.generation();
        ServerRequests requests = connections.free();
        try {
            return session.useToken(requests);
        } catch (VaultFailure e) {
            throw e.asOutage();
        } finally {
            if (session.generation() != before) {
                isNewToken = true;
                // What is pending was asked with the token of before.
                connections.drop();
            }
        }
    }
}
