package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnchangedSecretsTest {
    private static final int LARGE = 16 << 10;
    private static final String CREATED = "2026-01-01T00:00:00.123456789Z";
    private static final SecretPath PATH = new SecretPath("a", false, SecretPath.LATEST);
    private static final PathAnswer SEVENTH = PathAnswer.found("a", Map.of("f", "v"), "7");

    private final UnchangedSecrets unchanged = new UnchangedSecrets(2);

    @Test
    void onlyLargeNewestSecretsOfVersionTwoAreAskedForTheirMetadata() {
        unchanged.keep(PATH, SEVENTH, secret(LARGE - 1));
        assertThat(unchanged.mayAsk(PATH)).isFalse();
        unchanged.keep(PATH, SEVENTH, secret(LARGE));
        assertThat(unchanged.mayAsk(PATH)).isTrue();
        SecretPath pinned = new SecretPath("a", false, 7);
        unchanged.keep(pinned, SEVENTH, secret(LARGE));
        assertThat(unchanged.mayAsk(pinned)).isFalse();
        UnchangedSecrets kv1 = new UnchangedSecrets(1);
        kv1.keep(PATH, SEVENTH, secret(LARGE));
        assertThat(kv1.mayAsk(PATH)).isFalse();
        unchanged.keep(PATH, PathAnswer.found("a", Map.of(), "8"), secret(10));
        assertThat(unchanged.mayAsk(PATH)).as("it has become small").isFalse();
    }

    @Test
    void theAnswerHoldsWhileItsVersionIsTheNewestAndThere() {
        unchanged.keep(PATH, SEVENTH, secret(LARGE));
        assertThat(unchanged.ifStillValid(PATH, metadata(7, "", false))).isSameAs(SEVENTH);
        assertThat(unchanged.ifStillValid(PATH, metadata(8, "", false))).isNull();
        assertThat(unchanged.ifStillValid(PATH, metadata(7, "2026-01-01T00:00:00Z", false)))
                .isNull();
        assertThat(unchanged.ifStillValid(PATH, metadata(7, "", true))).isNull();
        assertThat(unchanged.ifStillValid(PATH, reply(200, "{}"))).isNull();
        assertThat(unchanged.ifStillValid(PATH, reply(500, "{}"))).isNull();
        assertThat(unchanged.mayAsk(PATH)).isTrue();
    }

    /** The number begins at 1 again after the metadata was deleted. */
    @Test
    void theSameNumberOfAnotherTimeIsAnotherVersion() {
        unchanged.keep(PATH, SEVENTH, secret(LARGE));
        assertThat(unchanged.ifStillValid(PATH, metadata(7, "", false, "2026-01-02T00:00:00Z")))
                .isNull();
        assertThat(unchanged.ifStillValid(PATH, reply(200, metadata(null)))).isNull();
        assertThat(unchanged.ifStillValid(PATH, metadata(7, "", false))).isSameAs(SEVENTH);
    }

    @Test
    void withoutATimeOrWithAnEndTheMetadataProvesNothing() {
        unchanged.keep(PATH, SEVENTH, secret(LARGE, "{\"version\":7,\"deletion_time\":\"\"}"));
        assertThat(unchanged.mayAsk(PATH)).isFalse();
        unchanged.keep(
                PATH,
                SEVENTH,
                secret(
                        LARGE,
                        "{\"version\":7,\"created_time\":\"" + CREATED
                                + "\",\"deletion_time\":\"2026-02-01T00:00:00Z\"}"));
        assertThat(unchanged.mayAsk(PATH)).isFalse();
        unchanged.keep(PATH, SEVENTH, secret(LARGE, "{}"));
        assertThat(unchanged.mayAsk(PATH)).isFalse();
    }

    /** What was deleted with its metadata is a 404 there too. */
    @Test
    void theMetadataOfASecretThatWasAbsentIsAskedAgainWhenThereIsOne() {
        unchanged.keep(PATH, SEVENTH, secret(LARGE));
        assertThat(unchanged.ifStillValid(PATH, reply(404, "{\"errors\":[]}"))).isNull();
        unchanged.keep(PATH, PathAnswer.failed(Outcome.NO_SECRET, "a"), reply(404, "{\"errors\":[]}"));
        unchanged.keep(PATH, SEVENTH, secret(LARGE));
        assertThat(unchanged.mayAsk(PATH)).isTrue();
    }

    @Test
    void whatThePolicyForbidsOrIsNotThereIsNotAskedAgain() {
        for (int status : new int[] {403, 404}) {
            UnchangedSecrets fresh = new UnchangedSecrets(2);
            fresh.keep(PATH, SEVENTH, secret(LARGE));
            assertThat(fresh.ifStillValid(PATH, reply(status, "{}"))).isNull();
            fresh.keep(PATH, SEVENTH, secret(LARGE));
            assertThat(fresh.mayAsk(PATH)).as("%d", status).isFalse();
        }
    }

    private static Reply secret(int bytes) {
        return secret(bytes, "{\"version\":7,\"deletion_time\":\"\",\"created_time\":\"" + CREATED + "\"}");
    }

    private static Reply secret(int bytes, String metadata) {
        String json = "{\"data\":{\"data\":{\"f\":\"v\"},\"metadata\":" + metadata + "}}";
        return new Reply(200, StrictJson.object(json.getBytes(StandardCharsets.UTF_8)), bytes);
    }

    private static Reply metadata(int current, String deleted, boolean destroyed) {
        return metadata(current, deleted, destroyed, CREATED);
    }

    private static Reply metadata(int current, String deleted, boolean destroyed, String created) {
        return reply(
                200,
                "{\"data\":{\"current_version\":" + current + ",\"versions\":{\"7\":{\"deletion_time\":\"" + deleted
                        + "\",\"created_time\":\"" + created
                        + "\",\"destroyed\":" + destroyed + "},\"8\":{\"deletion_time\":\"\"}}}}");
    }

    private static String metadata(String none) {
        return "{\"data\":{\"current_version\":7,\"versions\":{\"7\":{\"deletion_time\":\"\",\"created_time\":" + none
                + ",\"destroyed\":false}}}}";
    }

    private static Reply reply(int status, String json) {
        return new Reply(status, StrictJson.object(json.getBytes(StandardCharsets.UTF_8)), json.length());
    }
}
