package io.bpsecrets.harness;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryScanTest {
    private final String canary = new Canaries().make("bird");

    @Test
    void aCanaryIsFoundInClearAndCutShort() {
        assertThat(CanaryScan.in("before " + canary + " after")).containsExactly("a canary");
        assertThat(CanaryScan.in(canary.substring(0, canary.length() - 10))).containsExactly("a canary");
    }

    @Test
    void aCanaryIsFoundInBase64WhateverStandsBeforeIt() {
        for (String before : List.of("", "x", "xy", "xyz", "user:")) {
            String encoded = Base64.getEncoder().encodeToString((before + canary + "!").getBytes(UTF_8));
            assertThat(CanaryScan.in("= " + encoded)).as(before).containsExactly("an encoded canary");
        }
    }

    @Test
    void aCanaryIsFoundInHexAndInUtf16() throws IOException {
        String hex = HexFormat.of().formatHex(canary.getBytes(UTF_8));
        assertThat(CanaryScan.in(hex)).containsExactly("an encoded canary");
        assertThat(CanaryScan.in(hex.toUpperCase(java.util.Locale.ROOT))).containsExactly("an encoded canary");
    }

    @Test
    void tokensAreFoundByTheirForm() {
        for (String token : List.of("s." + "a1B2".repeat(6), "hvs." + "a1-_".repeat(8), "b." + "a1-_".repeat(30))) {
            assertThat(CanaryScan.in("token=\"" + token + "\"")).as(token).containsExactly("a token");
        }
    }

    @Test
    void whatOnlyLooksLikeOneIsNot() {
        String redacted = Canaries.redact("x " + canary + " s." + "a1B2".repeat(6));
        for (String harmless :
                List.of(redacted, "canary-", "canary-bird", "io.bpsecrets.somethingOfTwentyFourChars()")) {
            assertThat(CanaryScan.in(harmless)).as(harmless).isEmpty();
        }
    }

    @Test
    void filesAreNamedAndTheirCanariesAreNot(@TempDir Path folder) throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(deep.resolve("clean.txt"), "nothing");
        CanaryScan.assertClean(folder);
        Files.write(deep.resolve("dump.bin"), ("\0\1" + canary).getBytes(UTF_16LE));
        assertThat(CanaryScan.below(folder, path -> path.endsWith("b"))).isEmpty();
        assertThatThrownBy(() -> CanaryScan.assertClean(folder))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("dump.bin")
                .hasMessageNotContaining(canary);
    }
}
