package io.bpsecrets.it.faults;

import static io.bpsecrets.it.faults.FaultRow.harmless;
import static io.bpsecrets.it.faults.FaultRow.kept;
import static io.bpsecrets.it.faults.FaultRow.outage;

import io.bpsecrets.harness.fault.Fault;
import io.bpsecrets.harness.fault.Faults;
import io.bpsecrets.harness.fault.WrongAnswers;
import io.bpsecrets.it.faults.FaultRow.TokenSource;
import java.util.List;

/** Tokens that die and logins that fail. */
final class LoginRows {
    private LoginRows() {}

    static List<FaultRow> rows() {
        return List.of(
                kept(
                                "TOKEN_DEAD",
                                "403, given token revoked, real server",
                                "expired, revoked or unknown",
                                givenTokenDies())
                        .by(TokenSource.TOKEN_FILE)
                        .sends(0, 2),
                harmless("403, token of an AppRole login revoked, real server", Scene::killToken)
                        .by(TokenSource.APPROLE)
                        .sends(1, 1),
                harmless(
                                "kept connection reset at the read after the login",
                                SceneFault.withoutToken(
                                        Faults.reset().onKeptConnections().times(1)))
                        .by(TokenSource.APPROLE)
                        .sends(1, 2),
                atLogin("reset after the login was carried out", "Connection reset", Faults.resetAfterAnswer()),
                atLogin("login cut in its body", "the answer was cut", Faults.cutBody()),
                atLogin("login answered by silence", "no answer within", Faults.silence())
                        .waits(Wait.READ),
                atLogin("login answered by HTML", "not Vault's JSON", WrongAnswers.html()),
                atLogin("login answered by `{}`", "no token in it", WrongAnswers.body("{}")),
                atLogin(
                        "login answered by the 404 of a gateway",
                        "not Vault's own",
                        WrongAnswers.status(404, "", "{\"message\":\"no Route matched\"}")),
                atLogin("login answered by 500", "answers with an error", WrongAnswers.error(500)),
                kept("THROTTLED", "login answered by 429", "slow down", SceneFault.atLogin(WrongAnswers.error(429)))
                        .by(TokenSource.APPROLE)
                        .sends(3, 0)
                        .waits(Wait.PAUSES),
                atLogin("login answered by 503", "cannot answer now", WrongAnswers.error(503)),
                rejected("login rejected by 400", WrongAnswers.error(400, "invalid role or secret ID")),
                rejected("login rejected by 403", WrongAnswers.error(403, "permission denied")),
                kept(
                                "LOGIN_REJECTED",
                                "403 to all that a new token asks",
                                "refused at once",
                                SceneFault.of(WrongAnswers.error(403, "permission denied")
                                        .where(arrival -> arrival.method().equals("GET"))))
                        .by(TokenSource.APPROLE)
                        .sends(1, 2),
                harmless("lease_duration of an hour for a token that dies", new Lie(3_600))
                        .by(TokenSource.APPROLE)
                        .sends(1, 1),
                harmless("lease_duration of a second for a token that lives", new Lie(1))
                        .by(TokenSource.APPROLE)
                        .sends(1, 1));
    }

    private static FaultRow atLogin(String fault, String says, Fault what) {
        return outage(fault, says, SceneFault.atLogin(what))
                .by(TokenSource.APPROLE)
                .sends(1, 0);
    }

    private static FaultRow rejected(String fault, Fault what) {
        return kept("LOGIN_REJECTED", fault, "was rejected", SceneFault.atLogin(what))
                .by(TokenSource.APPROLE)
                .sends(1, 0)
                .leavesAlone(3_000);
    }

    /** A clock that is wrong, or a lie: what counts is what the server does. */
    private record Lie(long seconds) implements SceneFault {
        @Override
        public void begin(Scene scene) {
            SceneFault.withoutToken(WrongAnswers.leaseDuration(seconds)).begin(scene);
        }
    }

    private static SceneFault givenTokenDies() {
        return SceneFault.between(Scene::killGiven, Scene::giveToken);
    }
}
