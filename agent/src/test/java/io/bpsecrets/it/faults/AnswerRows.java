package io.bpsecrets.it.faults;

import static io.bpsecrets.it.faults.FaultRow.harmless;
import static io.bpsecrets.it.faults.FaultRow.outage;

import io.bpsecrets.harness.fault.Faults;
import io.bpsecrets.harness.fault.WrongAnswers;
import java.util.List;

/** Whole answers over a network in order that are not what a read should get. */
final class AnswerRows {
    private static final String NOT_JSON = "not Vault's JSON";

    private AnswerRows() {}

    static List<FaultRow> rows() {
        return List.of(
                outage("HTML 200", NOT_JSON, WrongAnswers.html()),
                outage("`{}`", "the answer has no data", WrongAnswers.body("{}")),
                outage("an empty body", NOT_JSON, WrongAnswers.body("")),
                outage("truncated JSON", NOT_JSON, WrongAnswers.truncated()),
                outage("JSON 100,000 levels deep", "more than 64 deep", WrongAnswers.deep(100_000)),
                outage("10 MB body", "larger than 8 MiB", WrongAnswers.large(10_000_000)),
                outage("UTF-16 body", NOT_JSON, WrongAnswers.utf16()),
                harmless("wrong charset header", WrongAnswers.contentType("application/json; charset=utf-16")),
                harmless("`text/plain` header", WrongAnswers.contentType("text/plain")),
                harmless("chunked, with extensions and trailers", WrongAnswers.chunked()),
                harmless("interim answers (100, 103) first", WrongAnswers.interim()),
                outage("chunks without their end", "the answer was cut", WrongAnswers.cutChunks()),
                outage("chunk of a negative length", "malformed length", WrongAnswers.brokenChunks()),
                outage("two different lengths", "two lengths", WrongAnswers.twoLengths()),
                harmless(
                                "307 to a server of `vault.address`",
                                scene -> scene.proxy()
                                        .apply(Faults.redirect(scene.server().address())))
                        .withSecondServer(),
                outage(
                        "307 to a host that `vault.address` does not name",
                        "does not name",
                        scene -> scene.proxy()
                                .apply(Faults.redirect(scene.server().address().replace("127.0.0.1", "localhost")))),
                outage(
                                "307 in a circle",
                                "in a circle",
                                scene -> scene.proxy()
                                        .apply(Faults.redirect(scene.proxy().address())))
                        .sends(0, 2));
    }
}
