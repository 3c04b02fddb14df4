package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownTest {
    private static final int LARGE = 16 << 10;
    private static final SecretPath PATH = new SecretPath("a", false, SecretPath.LATEST);
    private static final PathAnswer SEVENTH = PathAnswer.found("a", Map.of("f", "v"), "7");

    private final Known known = new Known(2);

    @Test
    void onlyLargeNewestSecretsOfVersionTwoAreAskedForTheirMetadata() {
        known.put(PATH, SEVENTH, LARGE - 1);
        assertThat(known.mayAsk(PATH)).isFalse();
        known.put(PATH, SEVENTH, LARGE);
        assertThat(known.mayAsk(PATH)).isTrue();
        SecretPath pinned = new SecretPath("a", false, 7);
        known.put(pinned, SEVENTH, LARGE);
        assertThat(known.mayAsk(pinned)).isFalse();
        Known kv1 = new Known(1);
        kv1.put(PATH, SEVENTH, LARGE);
        assertThat(kv1.mayAsk(PATH)).isFalse();
        known.put(PATH, PathAnswer.found("a", Map.of(), "8"), 10);
        assertThat(known.mayAsk(PATH)).as("it has become small").isFalse();
    }

    @Test
    void theAnswerHoldsWhileItsVersionIsTheNewestAndThere() {
        known.put(PATH, SEVENTH, LARGE);
        assertThat(known.unchanged(PATH, metadata(7, "", false))).isSameAs(SEVENTH);
        assertThat(known.unchanged(PATH, metadata(8, "", false))).isNull();
        assertThat(known.unchanged(PATH, metadata(7, "2026-01-01T00:00:00Z", false)))
                .isNull();
        assertThat(known.unchanged(PATH, metadata(7, "", true))).isNull();
        assertThat(known.unchanged(PATH, reply(200, "{}"))).isNull();
        assertThat(known.unchanged(PATH, reply(500, "{}"))).isNull();
        assertThat(known.mayAsk(PATH)).isTrue();
    }

    @Test
    void whatThePolicyForbidsOrIsNotThereIsNotAskedAgain() {
        for (int status : new int[] {403, 404}) {
            Known fresh = new Known(2);
            fresh.put(PATH, SEVENTH, LARGE);
            assertThat(fresh.unchanged(PATH, reply(status, "{}"))).isNull();
            fresh.put(PATH, SEVENTH, LARGE);
            assertThat(fresh.mayAsk(PATH)).as("%d", status).isFalse();
        }
    }

    private static Reply metadata(int current, String deleted, boolean destroyed) {
        return reply(
                200,
                "{\"data\":{\"current_version\":" + current + ",\"versions\":{\"7\":{\"deletion_time\":\"" + deleted
                        + "\",\"destroyed\":" + destroyed + "},\"8\":{\"deletion_time\":\"\"}}}}");
    }

    private static Reply reply(int status, String json) {
        return new Reply(status, StrictJson.object(json.getBytes(StandardCharsets.UTF_8)), json.length());
    }
}
