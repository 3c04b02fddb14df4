package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.github.jopenlibs.vault.json.Json;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a mapping can point at, and what becomes of each kind of value. */
@ExtendWith(LabExtension.class)
class KvIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aFieldOfAVersionedSecretIsItsLatestVersionOrThePinnedOne(Jdk jdk, Lab lab) {
        String path = lab.path() + "/versioned-" + jdk.major();
        String first = lab.canary("first");
        String third = lab.canary("third");
        String env = lab.canary("env");
        lab.server().putKv2(path, Map.of("value", first));
        int second = lab.server().putKv2(path, Map.of("value", lab.canary("second")));
        lab.server().putKv2(path, Map.of("value", third));
        lab.server().destroyVersion(path, second);
        String secret = "versioned-" + jdk.major() + "#value";
        Result result = connected(jdk, lab)
                .agent("secret.LATEST", secret)
                .agent("secret.PINNED", secret + "@1")
                .agent("secret.DESTROYED", secret + "@2")
                .agent("secret.NOT_YET", secret + "@9")
                .env("DESTROYED", env)
                .main("PrintEnv", "LATEST", "PINNED", "DESTROYED", "NOT_YET")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("LATEST", Hash.of(third))
                .containsEntry("PINNED", Hash.of(first))
                .containsEntry("DESTROYED", Hash.of(env))
                .containsEntry("NOT_YET", "null");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anUnversionedMountIsReadWithKvVersion1(Jdk jdk, Lab lab) {
        String value = lab.canary("v1");
        lab.server().putKv1(lab.path() + "/plain", Map.of("user", value));
        Result result = connected(jdk, lab)
                .agent("vault.mount", "kv1")
                .agent("vault.kv-version", "1")
                .agent("secret.PLAIN", "plain#user")
                .agent("secret.NO_FIELD", "plain#other")
                .agent("secret.NO_SECRET", "nowhere#user")
                .main("PrintEnv", "PLAIN", "NO_FIELD", "NO_SECRET")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("PLAIN", Hash.of(value))
                .containsEntry("NO_FIELD", "null")
                .containsEntry("NO_SECRET", "null");
    }

    /** As a secret of version 2 that was copied with all that the API answers. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void fieldsOfVersion1MayBeCalledDataAndMetadata(Jdk jdk, Lab lab) {
        String user = lab.canary("user");
        String data = "{\"password\":\"" + lab.canary("copied") + "\"}";
        String metadata = "{\"version\":3,\"created_time\":\"2026-11-26T20:57:00.036281679Z\",\"deletion_time\":\"\","
                + "\"destroyed\":false}";
        lab.server()
                .putKv1(
                        lab.path() + "/fields",
                        Map.of("data", Json.parse(data), "metadata", Json.parse(metadata), "user", user));
        Map<String, Object> gone = new HashMap<>();
        gone.put("data", null);
        gone.put("metadata", Json.parse(metadata));
        lab.server().putKv1(lab.path() + "/gone", gone);
        lab.server().putKv1(lab.path() + "/text", Map.of("data", user, "metadata", Json.parse(metadata)));
        for (String prefix : new String[] {"", "/kv1/" + lab.path() + "/"}) {
            Result result = connected(jdk, lab)
                    .agent("vault.mount", "kv1")
                    .agent("vault.kv-version", "1")
                    .agent("secret.DATA", prefix + "fields#data")
                    .agent("secret.METADATA", prefix + "fields#metadata")
                    .agent("secret.USER", prefix + "fields#user")
                    .agent("secret.GONE", prefix + "gone#metadata")
                    .agent("secret.TEXT", prefix + "text#data")
                    .main("PrintEnv", "DATA", "METADATA", "USER", "GONE", "TEXT")
                    .run();
            assertThat(result.answers())
                    .as(result.toString())
                    .containsEntry("DATA", Hash.of(Json.parse(data).toString()))
                    .containsKey("METADATA")
                    .doesNotContainEntry("METADATA", "null")
                    .containsEntry("USER", Hash.of(user))
                    .doesNotContainEntry("GONE", "null")
                    .containsEntry("TEXT", Hash.of(user));
            assertThat(result.warnings()).as(result.toString()).isEmpty();
        }
    }

    /** A secret of version 1 below data/, read with the other version: its fields are none of the mapped secret. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void anAnswerOfVersion1WhereVersion2IsConfiguredIsAMistakeInTheSettings(Jdk jdk, Lab lab) {
        String env = lab.canary("env");
        lab.server().putKv1("data/" + lab.path() + "/plain", Map.of("user", lab.canary("v1")));
        Result result = lab.fork(jdk)
                .vault(lab.server(), lab.server().rootToken(), lab.path())
                .agent("vault.mount", "kv1")
                .agent("secret.PLAIN", "plain#user")
                .env("PLAIN", env)
                .main("PrintEnv", "PLAIN")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("PLAIN", Hash.of(env));
        assertThat(result.warnings())
                .as(result.toString())
                .singleElement()
                .asString()
                .contains("this is not KV version 2; set vault.kv-version=1");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aLeadingSlashMakesAWholeApiPath(Jdk jdk, Lab lab) {
        String value = lab.canary("absolute");
        lab.server().putKv1(lab.path() + "/absolute", Map.of("user", value));
        Result result = connected(jdk, lab)
                .agent("secret.ABSOLUTE", "/kv1/" + lab.path() + "/absolute#user")
                .main("PrintEnv", "ABSOLUTE")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("ABSOLUTE", Hash.of(value));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void alternativesAreTriedInOrder(Jdk jdk, Lab lab) {
        String second = lab.canary("second");
        String first = lab.canary("first");
        lab.server().putKv2(lab.path() + "/there", Map.of("one", first, "two", second));
        Result result = connected(jdk, lab)
                .agent("secret.SECOND", "not-there#value,there#no_such_field,there#two")
                .agent("secret.FIRST", "there#one,there#two")
                .agent("secret.NEITHER", "not-there#value,there#no_such_field")
                .main("PrintEnv", "SECOND", "FIRST", "NEITHER")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("SECOND", Hash.of(second))
                .containsEntry("FIRST", Hash.of(first))
                .containsEntry("NEITHER", "null");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aValueThatIsNoStringIsItsJsonTextAndNullIsNoField(Jdk jdk, Lab lab) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("number", 42);
        fields.put("fraction", 1.5);
        fields.put("truth", true);
        fields.put("object", Json.parse("{\"a\":[1,\"two\"]}"));
        fields.put("array", Json.parse("[1,2]"));
        fields.put("nothing", null);
        fields.put("empty", "");
        lab.server().putKv2(lab.path() + "/kinds", fields);
        String env = lab.canary("env");
        Fork fork = connected(jdk, lab);
        fields.keySet().forEach(field -> fork.agent("secret.K_" + field, "kinds#" + field));
        Result result = fork.env("K_nothing", env)
                .env("K_empty", lab.canary("env"))
                .main("PrintEnv", fields.keySet().stream().map("K_"::concat).toArray(String[]::new))
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("K_number", Hash.of("42"))
                .containsEntry("K_fraction", Hash.of("1.5"))
                .containsEntry("K_truth", Hash.of("true"))
                .containsEntry("K_object", Hash.of("{\"a\":[1,\"two\"]}"))
                .containsEntry("K_array", Hash.of("[1,2]"))
                .containsEntry("K_nothing", Hash.of(env))
                .containsEntry("K_empty", Hash.of(""));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void lettersBeyondAsciiSurviveTheLocaleC(Jdk jdk, Lab lab) {
        String value = lab.canary("letters") + "-pässwörd€-\uD83D\uDD11-\"quoted\\\"\nsecond line";
        lab.server().putKv2(lab.path() + "/umlaut-ä b", Map.of("wört", value));
        String preset = lab.canary("default") + "-größe€";
        Result result = connected(jdk, lab)
                .env("LANG", "C")
                .env("LC_ALL", "C")
                .agent("secret.LETTERS", "umlaut-ä b#wört")
                .agent("secret.PRESET", "nowhere#value")
                .agent("default.PRESET", preset)
                .main("PrintEnv", "LETTERS", "PRESET")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("LETTERS", Hash.of(value))
                .containsEntry("PRESET", Hash.of(preset));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void slashesAroundTheAddressTheMountAndThePathDoNotMatter(Jdk jdk, Lab lab) {
        String value = lab.canary("deep");
        lab.server().putKv2(lab.path() + "/deep/er/secret", Map.of("value", value));
        Result result = lab.fork(jdk)
                .agent("vault.address", lab.server().address() + "/")
                .agent("vault.token", lab.readerToken(lab.server()))
                .agent("vault.mount", "secret/")
                .agent("vault.path", "/" + lab.path() + "/deep/")
                .agent("secret.DEEP", "er/secret#value")
                .main("PrintEnv", "DEEP")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("DEEP", Hash.of(value));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void oneDeniedPathDoesNotSpoilTheOthers(Jdk jdk, Lab lab) {
        String value = lab.canary("allowed");
        String env = lab.canary("env");
        lab.server().putKv2(lab.path() + "/allowed", Map.of("value", value));
        Result result = connected(jdk, lab)
                .agent("secret.A_DENIED", "/secret/data/somebody/else#value")
                .agent("secret.ALLOWED", "allowed#value")
                .env("A_DENIED", env)
                .main("PrintEnv", "A_DENIED", "ALLOWED")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("A_DENIED", Hash.of(env))
                .containsEntry("ALLOWED", Hash.of(value));
    }

    private static Fork connected(Jdk jdk, Lab lab) {
        return lab.fork(jdk).vault(lab.server(), lab.readerToken(lab.server()), lab.path());
    }
}
