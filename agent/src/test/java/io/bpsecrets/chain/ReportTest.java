package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.log.Log;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String WARN = "[bp-secrets] WARN ";

    private final World world = new World();
    private final Lines lines = new Lines();
    private final Report report = new Report(lines.log(Log.Level.INFO), "https://vault:8200");
    private Snapshot last;

    @Test
    void aHealthyRoundSaysNothing() {
        world.vault.has("a", "f", "v");
        round(world.secret("A", "a#f"));
        round(world);
        assertThat(lines.all()).isEmpty();
    }

    @Test
    void anOutageAtStartIsOneLineWithAddressReasonAndWhatIsServedInstead() {
        world.vault.broken(Outcome.UNAVAILABLE, "connection refused");
        world.environment.put("A", "canary");
        world.environment.put("B", "canary");
        world.files.has("c", "canary");
        round(world.secret("A", "a#f")
                .secret("B", "a#f")
                .secret("C", "a#f")
                .withDefault("D", "canary", "a#f")
                .secret("E", "a#f"));
        assertThat(lines.fresh())
                .containsExactly(WARN + "Vault at https://vault:8200: connection refused; served instead: env: A B,"
                        + " docker: C, default: D, nothing: E; asking again in the background");
        round(world);
        assertThat(lines.fresh()).as("the outage goes on").isEmpty();
        world.vault.mended().has("a", "f", "canary");
        round(world);
        assertThat(lines.fresh())
                .startsWith("[bp-secrets] Vault at https://vault:8200 answers again, after 0 s")
                .contains("[bp-secrets] E changed: nowhere -> vault")
                .noneMatch(line -> line.contains("canary"));
    }

    @Test
    void aLaterOutageSaysThatTheLastValuesStay() {
        world.vault.has("a", "f", "v");
        round(world.secret("A", "a#f"));
        world.vault.broken(Outcome.UNAVAILABLE, "it is sealed");
        round(world);
        assertThat(lines.all())
                .containsExactly(WARN + "Vault at https://vault:8200: it is sealed; served instead: last value from"
                        + " vault (0 s old): A; asking again in the background");
    }

    @Test
    void aSecretThatTheUserMappedAndVaultLacksIsToldOnceAndOneOfTheProfileNever() {
        world.environment.put("A", "e");
        round(world.secret("A", "a#f", "b#g").ofProfile("P", "c#f"));
        assertThat(lines.fresh())
                .containsExactly(WARN + "not from Vault at https://vault:8200: A (a: no such secret, b: no such"
                        + " secret; served from env)");
        round(world);
        assertThat(lines.fresh()).isEmpty();
    }

    @Test
    void aDeniedPathIsToldForTheProfileToo() {
        world.vault.says("a", Outcome.DENIED);
        round(world.ofProfile("P", "a#f"));
        assertThat(lines.all())
                .containsExactly(WARN
                        + "not from Vault at https://vault:8200: P (a: permission denied; no other source has it)");
    }

    @Test
    void aDeletedSecretIsToldForTheProfileToo() {
        world.vault.says("a", Outcome.DELETED);
        round(world.ofProfile("P", "a#f"));
        assertThat(lines.all()).singleElement().asString().contains("P (a: the version is deleted or destroyed;");
    }

    @Test
    void aDeniedImportIsToldOnceThoughNoNameIsKnown() {
        world.vault.says("a", Outcome.DENIED);
        round(world.imports("a"));
        round(world);
        assertThat(lines.all()).containsExactly(WARN + "not from Vault at https://vault:8200: a: permission denied");
    }

    @Test
    void aValueThatIsKeptThoughVaultDeniesItIsToldWithWhatARestartWillDo() {
        world.vault.hasVersion("3", "a", "f", "v");
        round(world.secret("A", "a#f"));
        world.vault.says("a", Outcome.DENIED);
        round(world);
        round(world);
        assertThat(lines.fresh())
                .containsExactly(WARN + "Vault at https://vault:8200 does not give any more: A (a: permission denied)."
                        + " Served instead: the last value of each; a restart will not have it."
                        + " Restore it in Vault, or set on-removed=drop");
        world.vault.hasVersion("4", "a", "f", "w");
        round(world);
        assertThat(lines.fresh())
                .containsExactly(
                        "[bp-secrets] Vault at https://vault:8200 gives again: A",
                        "[bp-secrets] A changed: vault version 3 -> vault version 4");
    }

    @Test
    void troubleOfOnePathIsOneLineWithTheNamesThatItHits() {
        world.vault.has("a", "f", "v").has("b", "f", "v");
        world.environment.put("E", "e");
        round(world.secret("A", "a#f").secret("B", "b#f").secret("E"));
        world.vault.says("b", Outcome.UNAVAILABLE);
        round(world);
        round(world);
        assertThat(lines.fresh())
                .containsExactly(WARN
                        + "not every path of Vault at https://vault:8200 can be read: b: unavailable; served instead:"
                        + " last value from vault (0 s old): B; asking again in the background");
        world.vault.has("b", "f", "v");
        round(world);
        assertThat(lines.fresh())
                .containsExactly("[bp-secrets] Vault at https://vault:8200 gives an answer again for: b (after 0 s)");
    }

    @Test
    void aLossIsToldWithWhatItChangesTo() {
        world.vault.hasVersion("3", "a", "f", "v");
        world.environment.put("A", "e");
        round(world.secret("A", "a#f"));
        world.vault.says("a", Outcome.DELETED);
        round(world);
        assertThat(lines.all())
                .containsExactly(
                        WARN + "not from Vault at https://vault:8200: A (a: the version is deleted or destroyed;"
                                + " served from env)",
                        "[bp-secrets] A changed: vault version 3 -> env");
    }

    @Test
    void aNewValueIsToldByVersionOnly() {
        world.vault.hasVersion("3", "a", "f", "canary-1");
        round(world.secret("A", "a#f"));
        world.vault.hasVersion("4", "a", "f", "canary-2");
        round(world);
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
            world.secret("N" + i, "a#f");
        }
        world.vault.broken(Outcome.UNAVAILABLE, "reason");
        round(world);
        lines.fresh();
        world.vault.mended().hasVersion("1", "a", "f", "v");
        round(world);
        assertThat(lines.fresh())
                .hasSize(2)
                .endsWith("[bp-secrets] 30 names changed: nowhere -> vault version 1: N10 N11 N12 N13 N14 N15 N16 N17"
                        + " N18 N19 N20 N21 and 18 more");
    }

    @Test
    void aLongListIsCut() {
        for (int i = 10; i < 40; i++) {
            world.secret("N" + i, "a#f");
        }
        world.vault.broken(Outcome.UNAVAILABLE, "reason");
        round(world);
        assertThat(lines.all())
                .singleElement()
                .asString()
                .contains("nothing: N10 N11 N12 N13 N14 N15 N16 N17 N18 N19 N20 N21 and 18 more;")
                .doesNotContain("N22");
    }

    @Test
    void debugNamesEverySourceAndNoValue() {
        world.vault.has("a", "f", "canary");
        Lines debug = new Lines();
        new Report(debug.log(Log.Level.DEBUG), "https://vault:8200")
                .snapshot(null, world.secret("A", "a#f").ofProfile("P", "b#f").build());
        assertThat(debug.all())
                .containsExactly(
                        "[bp-secrets] DEBUG A from vault",
                        "[bp-secrets] DEBUG P from nowhere: vault https://vault:8200: b: no such secret; env: not set; docker: no file"
                                + " /run/secrets/p; default: none");
    }

    @Test
    void withoutVaultNothingIsSaid() {
        new Report(lines.log(Log.Level.INFO), null)
                .snapshot(null, world.withoutVault().secret("A", "a#f").build());
        assertThat(lines.all()).isEmpty();
    }

    private void round(World now) {
        Snapshot next = now.chain().build(last, false);
        report.snapshot(last, next);
        last = next;
    }
}
