package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.log.Log;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String WARN = "[bp-secrets] WARN ";

    private final TestChain chain = new TestChain();
    private final Lines lines = new Lines();
    private final Report report = new Report(lines.log(Log.Level.INFO), "https://vault:8200");
    private Snapshot last;

    @Test
    void aHealthyRoundSaysNothing() {
        chain.vault.has("a", "f", "v");
        round(chain.secret("A", "a#f"));
        round(chain);
        assertThat(lines.all()).isEmpty();
    }

    @Test
    void anOutageAtStartIsOneLineWithAddressReasonAndWhatIsServedInstead() {
        chain.vault.broken(Outcome.UNAVAILABLE, "connection refused");
        chain.environment.put("A", "canary");
        chain.environment.put("B", "canary");
        chain.files.has("c", "canary");
        round(chain.secret("A", "a#f")
                .secret("B", "a#f")
                .secret("C", "a#f")
                .withDefault("D", "canary", "a#f")
                .secret("E", "a#f"));
        assertThat(lines.fresh())
                .containsExactly(WARN + "Vault at https://vault:8200: connection refused; served instead: env: A B,"
                        + " docker: C, default: D, no value for: E; asking again in the background");
        round(chain);
        assertThat(lines.fresh()).as("the outage goes on").isEmpty();
        chain.vault.mended().has("a", "f", "canary");
        round(chain);
        assertThat(lines.fresh())
                .startsWith("[bp-secrets] Vault at https://vault:8200 answers again, after 0 s")
                .contains("[bp-secrets] E changed: nowhere -> vault")
                .noneMatch(line -> line.contains("canary"));
    }

    @Test
    void aLaterOutageSaysThatTheLastValuesStay() {
        chain.vault.has("a", "f", "v");
        round(chain.secret("A", "a#f"));
        chain.vault.broken(Outcome.UNAVAILABLE, "it is sealed");
        round(chain);
        assertThat(lines.all())
                .containsExactly(WARN + "Vault at https://vault:8200: it is sealed; served instead: last value from"
                        + " vault (0 s old): A; asking again in the background");
    }

    @Test
    void aSecretThatTheUserMappedAndVaultLacksIsToldOnceAndOneOfTheProfileNever() {
        chain.environment.put("A", "e");
        round(chain.secret("A", "a#f", "b#g").ofProfile("P", "c#f"));
        assertThat(lines.fresh())
                .containsExactly(WARN + "not from Vault at https://vault:8200: A (a: no such secret, b: no such"
                        + " secret; served from env)");
        round(chain);
        assertThat(lines.fresh()).isEmpty();
    }

    @Test
    void aDeniedPathIsToldForTheProfileToo() {
        chain.vault.says("a", Outcome.DENIED);
        round(chain.ofProfile("P", "a#f"));
        assertThat(lines.all())
                .containsExactly(WARN
                        + "not from Vault at https://vault:8200: P (a: permission denied; no other source has it)");
    }

    @Test
    void aDeletedSecretIsToldForTheProfileToo() {
        chain.vault.says("a", Outcome.DELETED);
        round(chain.ofProfile("P", "a#f"));
        assertThat(lines.all()).singleElement().asString().contains("P (a: the version is deleted or destroyed;");
    }

    @Test
    void aDeniedImportIsToldOnceThoughNoNameIsKnown() {
        chain.vault.says("a", Outcome.DENIED);
        round(chain.imports("a"));
        round(chain);
        assertThat(lines.all()).containsExactly(WARN + "not from Vault at https://vault:8200: a: permission denied");
    }

    @Test
    void aValueThatIsKeptThoughVaultDeniesItIsToldWithWhatARestartWillDo() {
        chain.vault.hasVersion("3", "a", "f", "v");
        round(chain.secret("A", "a#f"));
        chain.vault.says("a", Outcome.DENIED);
        round(chain);
        round(chain);
        assertThat(lines.fresh())
                .containsExactly(WARN + "Vault at https://vault:8200 does not give any more: A (a: permission denied)."
                        + " Served instead: the last value of each; a restart will not have it."
                        + " Restore it in Vault, or set on-removed=drop");
        chain.vault.hasVersion("4", "a", "f", "w");
        round(chain);
        assertThat(lines.fresh())
                .containsExactly(
                        "[bp-secrets] Vault at https://vault:8200 gives again: A",
                        "[bp-secrets] A changed: vault version 3 -> vault version 4");
    }

    @Test
    void troubleOfOnePathIsOneLineWithTheNamesThatItHits() {
        chain.vault.has("a", "f", "v").has("b", "f", "v");
        chain.environment.put("E", "e");
        round(chain.secret("A", "a#f").secret("B", "b#f").secret("E"));
        chain.vault.says("b", Outcome.UNAVAILABLE);
        round(chain);
        round(chain);
        assertThat(lines.fresh())
                .containsExactly(WARN
                        + "not every path of Vault at https://vault:8200 can be read: b: unavailable; served instead:"
                        + " last value from vault (0 s old): B; asking again in the background");
        chain.vault.has("b", "f", "v");
        round(chain);
        assertThat(lines.fresh())
                .containsExactly("[bp-secrets] Vault at https://vault:8200 gives an answer again for: b (after 0 s)");
    }

    @Test
    void aLossIsToldWithWhatItChangesTo() {
        chain.vault.hasVersion("3", "a", "f", "v");
        chain.environment.put("A", "e");
        round(chain.secret("A", "a#f"));
        chain.vault.says("a", Outcome.DELETED);
        round(chain);
        assertThat(lines.all())
                .containsExactly(
                        WARN + "not from Vault at https://vault:8200: A (a: the version is deleted or destroyed;"
                                + " served from env)",
                        "[bp-secrets] A changed: vault version 3 -> env");
    }

    @Test
    void aNewValueIsToldByVersionOnly() {
        chain.vault.hasVersion("3", "a", "f", "canary-1");
        round(chain.secret("A", "a#f"));
        chain.vault.hasVersion("4", "a", "f", "canary-2");
        round(chain);
        assertThat(lines.all()).containsExactly("[bp-secrets] A changed: vault version 3 -> vault version 4");
    }

    @Test
    void aFolderThatMayNotBeListedAnyMoreIsToldOnce() {
        Snapshot fine = listed(Map.of());
        Snapshot denied = listed(
                Map.of(FakeVault.path("svc"), PathAnswer.failed(Outcome.DENIED, "svc/?list=true: permission denied")));
        report.snapshot(null, fine);
        report.snapshot(fine, denied);
        report.snapshot(denied, denied);
        assertThat(lines.fresh())
                .containsExactly(WARN + "not from Vault at https://vault:8200: svc/?list=true: permission denied");
    }

    private static Snapshot listed(Map<SecretPath, PathAnswer> folders) {
        return new Snapshot(Map.of(), false, VaultReading.of(Map.of(), Map.of(), folders, 0, 0), 1, 1, List.of());
    }

    @Test
    void manyChangesOfOneKindAreOneLine() {
        for (int i = 10; i < 40; i++) {
            chain.secret("N" + i, "a#f");
        }
        chain.vault.broken(Outcome.UNAVAILABLE, "reason");
        round(chain);
        lines.fresh();
        chain.vault.mended().hasVersion("1", "a", "f", "v");
        round(chain);
        assertThat(lines.fresh())
                .hasSize(2)
                .endsWith("[bp-secrets] 30 names changed: nowhere -> vault version 1: N10 N11 N12 N13 N14 N15 N16 N17"
                        + " N18 N19 N20 N21 and 18 more");
    }

    @Test
    void aLongListIsCut() {
        for (int i = 10; i < 40; i++) {
            chain.secret("N" + i, "a#f");
        }
        chain.vault.broken(Outcome.UNAVAILABLE, "reason");
        round(chain);
        assertThat(lines.all())
                .singleElement()
                .asString()
                .contains("no value for: N10 N11 N12 N13 N14 N15 N16 N17 N18 N19 N20 N21 and 18 more;")
                .doesNotContain("N22");
    }

    @Test
    void debugNamesEverySourceAndNoValue() {
        chain.vault.has("a", "f", "canary");
        Lines debug = new Lines();
        new Report(debug.log(Log.Level.DEBUG), "https://vault:8200")
                .snapshot(null, chain.secret("A", "a#f").ofProfile("P", "b#f").build());
        assertThat(debug.all())
                .containsExactly(
                        "[bp-secrets] DEBUG A from vault",
                        "[bp-secrets] DEBUG P from nowhere: vault https://vault:8200: b: no such secret; env: not set; docker: no file"
                                + " /run/secrets/p; default: none");
    }

    @Test
    void withoutVaultNothingIsSaid() {
        new Report(lines.log(Log.Level.INFO), null)
                .snapshot(null, chain.withoutVault().secret("A", "a#f").build());
        assertThat(lines.all()).isEmpty();
    }

    private void round(TestChain now) {
        Snapshot next = now.chain().build(last, false);
        report.snapshot(last, next);
        last = next;
    }
}
