package io.bpsecrets.it.faults;

import static io.bpsecrets.it.faults.PathRow.absent;
import static io.bpsecrets.it.faults.PathRow.trouble;

import io.bpsecrets.harness.fault.Fault;
import io.bpsecrets.harness.fault.Faults;
import io.bpsecrets.harness.fault.WrongAnswers;
import io.bpsecrets.it.faults.PathRow.Kind;
import java.util.List;

/** What can be true for one path and not for its neighbour. Rows that name the real server are its own words, the others the proxy's. */
final class PathRows {
    static final String HEAD =
            "| fault of some paths | outcome, and what the line says | a first read gets | later reads get"
                    + " | with `on-outage=fallback` or `on-removed=drop` | does the next alternative answer |";

    /** Role of a database engine that cannot reach its database. */
    static final String DOWN = "database-down/creds/billing";

    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String NOT_JSON = "not Vault's JSON";

    private PathRows() {}

    static List<PathRow> rows() {
        return List.of(
                trouble("500", "answers with an error", WrongAnswers.error(500, "no such table")),
                trouble("500 of an engine whose database is down, real server", "answers with an error", asking(DOWN)),
                trouble(
                        "502, HTML of a load balancer",
                        "answers with an error",
                        WrongAnswers.status(502, "Content-Type: text/html\r\n", "<p>Bad gateway")),
                trouble("THROTTLED", "429", "slow down", WrongAnswers.error(429)),
                trouble("400", "rejects the request (400)", WrongAnswers.error(400, "no such thing")),
                trouble("accepted, then silence", "no answer within", Faults.silence())
                        .waiting(Wait.READ),
                trouble("cut body", "the answer was cut", Faults.cutBody()),
                trouble("reset after the request", "Connection reset", Faults.reset()),
                trouble("HTML 200", NOT_JSON, WrongAnswers.html()),
                trouble("`{}`", "the answer has no data", WrongAnswers.body("{}")),
                trouble("JSON 100,000 levels deep", "more than 64 deep", WrongAnswers.deep(100_000)),
                trouble("10 MB body", "larger than 8 MiB", WrongAnswers.large(10_000_000)),
                trouble("404 of a gateway, without `errors`", "(404)", gateway(404)),
                trouble("403 of a gateway, without `errors`", "(403)", gateway(403)),
                trouble("BAD_CONFIG", "404 no engine, real server", "no secrets engine", asking("nowhere/data/x")),
                trouble(
                        "BAD_CONFIG",
                        "404 path of the other KV version, real server",
                        "KV version 2",
                        asking("secret/it/x")),
                absent(
                        "DENIED",
                        "403 by policy, real server",
                        "permission denied",
                        Kind.DENIED,
                        asking("secret/data/elsewhere/x")),
                absent(
                        "NO_SECRET",
                        "404 secret removed with its metadata, real server",
                        "no such secret",
                        Kind.ABSENT,
                        asking(secret("never"))),
                absent(
                        "NO_FIELD",
                        "200 without the field, real server",
                        "no such field",
                        Kind.ABSENT,
                        asking(secret("other-field"))),
                absent(
                        "DELETED",
                        "404 deleted version, real server",
                        "deleted or destroyed",
                        Kind.DELETED,
                        asking(secret("deleted"))));
    }

    private static Fault gateway(int status) {
        return WrongAnswers.status(status, JSON, "{\"message\":\"no Route matched with those values\"}");
    }

    private static String secret(String name) {
        return "secret/data/it/FaultMatrixIT/" + name;
    }

    private static Fault asking(String path) {
        return Faults.asking(path);
    }
}
