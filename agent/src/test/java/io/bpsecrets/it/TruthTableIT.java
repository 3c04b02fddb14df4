package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.HangingServer;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import io.bpsecrets.it.TruthTableRow.Env;
import io.bpsecrets.it.TruthTableRow.ExpectedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every combination of what the sources of one name can say: 216 rows on every JDK, 24 names to a JVM. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TruthTableIT {
    private final HangingServer hanging = HangingServer.start();
    private RealServer sealed;

    @AfterAll
    void closeServers() {
        hanging.close();
        if (sealed != null) {
            sealed.close();
        }
    }

    @TestFactory
    Stream<DynamicContainer> theChainAnswersAsPromised(Lab lab) {
        return Jdks.all()
                .flatMap(jdk -> Stream.of(VaultSays.values())
                        .map(vault -> DynamicContainer.dynamicContainer(
                                jdk + ", Vault " + vault, Stream.of(vault).flatMap(state -> rows(jdk, state, lab)))));
    }

    private Stream<DynamicTest> rows(Jdk jdk, VaultSays vault, Lab lab) {
        Batch batch = new Batch(lab, vault);
        Result result = batch.run(jdk);
        return TruthTableRow.of(vault).stream()
                .map(row -> DynamicTest.dynamicTest(row.toString(), () -> batch.judge(row, result)));
    }

    private String address(VaultSays vault, Lab lab) {
        return switch (vault) {
            case SEALED -> sealedServer().address();
            case REFUSED -> RefusedPort.address();
            case HANGING -> hanging.address();
            case NOT_CONFIGURED -> null;
            default -> lab.server().address();
        };
    }

    private RealServer sealedServer() {
        if (sealed == null) {
            sealed = RealServer.start();
            sealed.seal();
        }
        return sealed;
    }

    /** The 24 names of one state of Vault in one JVM. */
    private final class Batch {
        private final Lab lab;
        private final VaultSays vault;
        private final String address;
        private final List<TruthTableRow> rows;
        private final Map<TruthTableRow, Map<ExpectedAnswer, String>> values = new HashMap<>();
        private final Path dockerFiles;

        Batch(Lab lab, VaultSays vault) {
            this.lab = lab;
            this.vault = vault;
            this.address = address(vault, lab);
            this.rows = TruthTableRow.of(vault);
            this.dockerFiles = lab.newFolder();
            for (TruthTableRow row : rows) {
                values.put(row, valuesOf(row));
            }
        }

        private Map<ExpectedAnswer, String> valuesOf(TruthTableRow row) {
            return Map.of(
                    ExpectedAnswer.VAULT, lab.canary("vault"),
                    ExpectedAnswer.ENVIRONMENT, lab.canary("env"),
                    ExpectedAnswer.EMPTY, "",
                    ExpectedAnswer.DOCKER, lab.canary("docker"),
                    ExpectedAnswer.DEFAULT, lab.canary("default"));
        }

        Result run(Jdk jdk) {
            fillVault();
            Fork fork = lab.fork(jdk)
                    .agent("vault.path", lab.path())
                    .agent("vault.read-timeout", "500ms")
                    .agent("vault.deadline", "1s")
                    .agent("files.directory", dockerFiles.toString());
            if (address != null) {
                fork.agent("vault.address", address).agent("vault.token", token());
            }
            for (TruthTableRow row : rows) {
                fork.agent("secret." + row.name(), vault.secret() + "#" + vault.field(row));
                prepare(row, fork);
            }
            fork.agent(
                    "required",
                    rows.stream()
                            .filter(TruthTableRow::required)
                            .map(TruthTableRow::name)
                            .collect(Collectors.joining(",")));
            return fork.main("PrintEnv", rows.stream().map(TruthTableRow::name).toArray(String[]::new))
                    .run();
        }

        private void prepare(TruthTableRow row, Fork fork) {
            if (row.env() != Env.UNSET) {
                fork.env(row.name(), row.env() == Env.SET ? values.get(row).get(ExpectedAnswer.ENVIRONMENT) : "");
            }
            if (row.preset()) {
                fork.agent("default." + row.name(), values.get(row).get(ExpectedAnswer.DEFAULT));
            }
            if (row.docker()) {
                try {
                    Files.writeString(
                            dockerFiles.resolve(row.file()), values.get(row).get(ExpectedAnswer.DOCKER) + "\n");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }

        private void fillVault() {
            String path = lab.path() + "/" + vault.secret();
            if (vault == VaultSays.NO_SUCH_FIELD) {
                lab.server().putKv2(path, Map.of("other_field", "x"));
            } else if (vault != VaultSays.NO_SUCH_SECRET) {
                Map<String, String> fields = new HashMap<>();
                rows.forEach(row -> fields.put(vault.field(row), values.get(row).get(ExpectedAnswer.VAULT)));
                int version = lab.server().putKv2(path, fields);
                if (vault == VaultSays.DELETED_VERSION) {
                    lab.server().deleteVersion(path, version);
                }
            }
        }

        private String token() {
            String token = lab.readerToken(lab.server());
            if (vault != VaultSays.DENIED) {
                return token;
            }
            lab.server().putPolicy("elsewhere", "path \"secret/data/elsewhere\" { capabilities = [\"read\"] }");
            return lab.canaries().watch("other token", lab.server().createToken("elsewhere"));
        }

        void judge(TruthTableRow row, Result result) {
            String answer = result.answers().get(row.name());
            assertThat(result.exit()).as("exit status\n%s", result).isZero();
            assertThat(answer).as("answer\n%s", result).isNotNull();
            switch (row.expected()) {
                case NULL -> assertThat(answer).as("%s\n%s", row, result).isEqualTo("null");
                case ERROR -> judgeError(row, answer, result);
                default ->
                    assertThat(answer)
                            .as("%s\n%s", row, result)
                            .isEqualTo(Hash.of(values.get(row).get(row.expected())));
            }
        }

        /** The error names the secret, and says for each step what it said. */
        private void judgeError(TruthTableRow row, String answer, Result result) {
            List<String> facts = new ArrayList<>(List.of(row.name(), dockerFiles.toString(), "default"));
            facts.add(
                    switch (vault) {
                        case NOT_CONFIGURED -> "vault.address";
                        case SEALED, REFUSED, HANGING -> address.substring("http://".length());
                        case NO_SUCH_FIELD -> vault.field(row);
                        default -> vault.secret();
                    });
            assertThat(answer)
                    .as("%s\n%s", row, result)
                    .matches("![a-zA-Z.$]*\\bSecretNotFoundException: .*")
                    .containsIgnoringCase("vault")
                    .containsPattern("(?i)\\b(env|environment)\\b");
            assertThat(facts)
                    .as("%s: what the error must say\n%s", row, answer)
                    .allSatisfy(fact -> assertThat(answer).containsIgnoringCase(fact));
        }
    }
}
