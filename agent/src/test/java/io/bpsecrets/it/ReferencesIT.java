package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that comes from vault-env, the bank-vaults webhook or EnvProxy keeps its environment as it is. */
@ExtendWith(LabExtension.class)
class ReferencesIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aReferenceIsResolvedByNameInTheMapAndInEveryCopyOfIt(Jdk jdk, Lab lab) {
        String value = stored(lab);
        Fork byName = fork(jdk, lab).env("DIRECT", reference(lab, "stored#value"));
        int mark = lab.server().mark();
        Result direct = byName.main("PrintEnv", "DIRECT").run();
        assertThat(direct.answers()).as(direct.toString()).containsEntry("DIRECT", Hash.of(value));
        assertThat(direct.agentLines())
                .as(direct.toString())
                .singleElement()
                .asString()
                .contains("1 name (1 by vault: references in the environment)");
        assertThat(lab.server().requestsSince(mark)).hasSize(1);

        Result copy = fork(jdk, lab)
                .env("DIRECT", reference(lab, "stored#value"))
                .env("PLAIN", "vault:8200")
                .main("PrintMap")
                .run();
        assertThat(copy.answers())
                .as(copy.toString())
                .isEqualTo(Map.of(
                        "size", "4",
                        "DIRECT", Hash.of(value),
                        "PLAIN", Hash.of("vault:8200"),
                        "PATH", Hash.of("/usr/local/bin:/usr/bin:/bin"),
                        "LANG", Hash.of("C.UTF-8")));

        Result real =
                lab.fork(jdk).env("DIRECT", value).main("MapFaithful", "DIRECT").run();
        Result served = fork(jdk, lab)
                .env("DIRECT", reference(lab, "stored#value"))
                .main("MapFaithful", "DIRECT")
                .run();
        assertThat(served.stdout()).as(served.toString()).isEqualTo(real.stdout());
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aVersionIsPinnedAndAFieldOfKv1IsFoundToo(Jdk jdk, Lab lab) {
        String first = stored(lab);
        int version = lab.server().putKv2(lab.path() + "/pinned", Map.of("value", first));
        String second = lab.canary("second");
        lab.server().putKv2(lab.path() + "/pinned", Map.of("value", second));
        lab.server().putKv1(lab.path() + "/old", Map.of("value", first));
        Result result = fork(jdk, lab)
                .env("PINNED", reference(lab, "pinned#value#" + version))
                .env("NEWEST", reference(lab, "pinned#value"))
                .env("KV1", "vault:kv1/" + lab.path() + "/old#value")
                .main("PrintEnv", "PINNED", "NEWEST", "KV1")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("PINNED", Hash.of(first))
                .containsEntry("NEWEST", Hash.of(second))
                .containsEntry("KV1", Hash.of(first));
        assertThat(result.warnings()).as(result.toString()).isEmpty();
    }

    /** The text is never what the program gets: not by name, not in the map. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whatCannotBeResolvedFollowsTheChain(Jdk jdk, Lab lab) throws IOException {
        stored(lab);
        String docker = lab.canary("docker");
        Path files = lab.newFolder();
        Files.writeString(files.resolve("in_docker"), docker + "\n");
        for (String program : List.of("PrintEnv", "PrintMap")) {
            Result result = fork(jdk, lab)
                    .agent("files.directory", files.toString())
                    .agent("default.OF_THE_FILE", "of the file")
                    .env("IN_DOCKER", reference(lab, "gone#value|not reached"))
                    .env("OF_THE_VARIABLE", reference(lab, "gone#value|of the variable"))
                    .env("OF_THE_FILE", reference(lab, "gone#value|of the variable"))
                    .env("NO_FIELD", reference(lab, "stored#no_such_field"))
                    .env("DENIED", "vault:secret/data/elsewhere/x#value")
                    .env("TEMPLATE", reference(lab, "stored#${.value}"))
                    .main(
                            program,
                            program.equals("PrintMap")
                                    ? new String[0]
                                    : new String[] {
                                        "IN_DOCKER", "OF_THE_VARIABLE", "OF_THE_FILE", "NO_FIELD", "DENIED", "TEMPLATE"
                                    })
                    .run();
            assertThat(result.answers())
                    .as(result.toString())
                    .containsEntry("IN_DOCKER", Hash.of(docker))
                    .containsEntry("OF_THE_VARIABLE", Hash.of("of the variable"))
                    .containsEntry("OF_THE_FILE", Hash.of("of the file"));
            for (String nowhere : List.of("NO_FIELD", "DENIED", "TEMPLATE")) {
                assertThat(result.answers().getOrDefault(nowhere, "null"))
                        .as(result.toString())
                        .isEqualTo("null");
            }
            assertThat(result.warnings()).as(result.toString()).hasSize(2);
            assertThat(result.warnings().get(0)).contains("TEMPLATE (", "references=off");
            assertThat(result.warnings().get(1)).contains("NO_FIELD", "DENIED");
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aRequiredReferenceThatNobodyHasIsAnErrorThatSaysWhatIsInTheEnvironment(Jdk jdk, Lab lab) {
        stored(lab);
        Result result = fork(jdk, lab)
                .agent("required", "NEEDED")
                .env("NEEDED", reference(lab, "gone#value"))
                .main("PrintEnv", "NEEDED")
                .run();
        assertThat(result.answers().get("NEEDED"))
                .as(result.toString())
                .contains("NEEDED is required", "env: not set: holds a vault: reference");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void offHandsTheTextsOver(Jdk jdk, Lab lab) {
        stored(lab);
        String text = reference(lab, "stored#value");
        Result result = fork(jdk, lab)
                .agent("references", "off")
                .agent("secret.OTHER", "stored#value")
                .env("DIRECT", text)
                .env("BROKEN", "vault:a/b#")
                .main("PrintEnv", "DIRECT", "BROKEN")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("DIRECT", Hash.of(text))
                .containsEntry("BROKEN", Hash.of("vault:a/b#"));
        assertThat(result.warnings()).as(result.toString()).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aLineOfTheFileGoesBeforeAReferenceAndThatBeforeTheProfile(Jdk jdk, Lab lab) {
        String value = stored(lab);
        String other = lab.canary("other");
        String jwt = lab.canary("jwt");
        lab.server().putKv2(lab.path() + "/other", Map.of("value", other));
        lab.server().putKv2(lab.path() + "/auth/jwt", Map.of("secret", jwt));
        lab.server().deleteSecret(lab.path() + "/database/postgres");
        Result result = fork(jdk, lab)
                .jvm("-Dbp.secrets.profile=breakpilot")
                .agent("secret.LINE", "other#value")
                .agent("secret.GONE_LINE", "gone#value")
                .env("LINE", reference(lab, "stored#value"))
                .env("GONE_LINE", reference(lab, "stored#value"))
                .env("JWT_SECRET", reference(lab, "stored#value"))
                .env("JWT_REFRESH_SECRET", reference(lab, "auth/jwt#refresh_secret|preset"))
                .env("DATABASE_URL", reference(lab, "stored#value"))
                .main("PrintEnv", "LINE", "GONE_LINE", "JWT_SECRET", "JWT_REFRESH_SECRET", "DATABASE_URL")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("LINE", Hash.of(other))
                .containsEntry("GONE_LINE", "null")
                .containsEntry("JWT_SECRET", Hash.of(value))
                .containsEntry("JWT_REFRESH_SECRET", Hash.of("preset"))
                .containsEntry("DATABASE_URL", Hash.of(value));
    }

    /** What vault-env left in the environment must not make an agent loud that has no server. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void withoutAnAddressTheChainGoesOnQuietly(Jdk jdk, Lab lab) {
        Result result = lab.fork(jdk)
                .agentAlone()
                .env("DATABASE_URL", "vault:secret/data/app#url|preset")
                .env("DIRECT", "vault:secret/data/app#url")
                .env("VAULT_TOKEN", "vault:login")
                .main("PrintEnv", "DATABASE_URL", "DIRECT", "VAULT_TOKEN")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("DATABASE_URL", Hash.of("preset"))
                .containsEntry("DIRECT", "null")
                .containsEntry("VAULT_TOKEN", Hash.of("vault:login"));
        assertThat(result.agentLines()).as(result.toString()).hasSize(1);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theMarkerOfVaultEnvIsNeverSentAsAToken(Jdk jdk, Lab lab) throws IOException {
        String value = stored(lab);
        Path token = Files.writeString(lab.newFolder().resolve("token"), lab.readerToken(lab.server()));
        int mark = lab.server().mark();
        Result result = lab.fork(jdk)
                .agentAlone()
                .env("VAULT_ADDR", lab.server().address())
                .env("VAULT_TOKEN", "vault:login")
                .env("VAULT_TOKEN_FILE", token.toString())
                .env("DIRECT", reference(lab, "stored#value"))
                .jvm("-Dbp.secrets.profile=none")
                .main("PrintEnv", "DIRECT")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("DIRECT", Hash.of(value));
        List<AuditRequest> requests = lab.server().requestsSince(mark);
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void inAnOutageNobodySeesTheTextEither(Jdk jdk, Lab lab) {
        Result result = lab.fork(jdk)
                .agent("vault.address", RefusedPort.address())
                .agent("vault.token", lab.canary("token"))
                .agent("profile", "none")
                .env("DIRECT", "vault:secret/data/app#url")
                .main("PrintEnv", "DIRECT")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("DIRECT", "null");
        assertThat(result.warnings()).as(result.toString()).hasSize(1);
    }

    /** The text is no secret, and a child may have an agent of its own; children.inherit hands the value on. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aChildGetsTheTextUnlessItInheritsTheValue(Jdk jdk, Lab lab) {
        String value = stored(lab);
        String text = reference(lab, "stored#value");
        for (String how : List.of("untouched", "read", "exec")) {
            Result result = fork(jdk, lab)
                    .agent("children.inherit", "INHERITED,GONE")
                    .env("DIRECT", text)
                    .env("INHERITED", text)
                    .env("GONE", reference(lab, "gone#value"))
                    .main("Children", how, "DIRECT")
                    .run();
            assertThat(result.answers())
                    .as(result.toString())
                    .containsEntry("own DIRECT", Hash.of(value))
                    .containsEntry("child DIRECT", Hash.of(text))
                    .containsEntry("child INHERITED", Hash.of(value))
                    .doesNotContainKey("child GONE");
        }
    }

    /** Every service pays for what is loaded before its main. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void noClassIsLoadedForWhatAServiceDoesNotHave(Jdk jdk, Lab lab) {
        Result without = lab.fork(jdk)
                .agent("secret.STORED", "stored#value")
                .jvm("-verbose:class")
                .main("Hello")
                .run();
        assertThat(without.stdout())
                .contains("io.bpsecrets.config.MappingReader")
                .doesNotContain("EnvironmentReference", "io.bpsecrets.change.");
        Result with = lab.fork(jdk)
                .agent("secret.STORED", "stored#value")
                .env("DIRECT", "vault:secret/data/app#url")
                .jvm("-verbose:class")
                .main("Hello")
                .run();
        assertThat(with.stdout()).contains("EnvironmentReference").doesNotContain("io.bpsecrets.change.");
    }

    private static Fork fork(Jdk jdk, Lab lab) {
        return lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("profile", "none");
    }

    private static String reference(Lab lab, String pathAndField) {
        return "vault:secret/data/" + lab.path() + "/" + pathAndField;
    }

    private static String stored(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }
}
