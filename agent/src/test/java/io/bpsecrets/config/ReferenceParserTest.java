package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.FieldReference;
import io.bpsecrets.chain.Import;
import io.bpsecrets.chain.SecretPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceParserTest {
    @Test
    void alternativesKeepTheirOrder() {
        assertThat(ReferenceParser.parse("api_keys/vast#value, infra/vast#api_key,"))
                .hasToString("[api_keys/vast#value, infra/vast#api_key]");
    }

    @Test
    void theVersionStandsBehindTheLastAt() {
        FieldReference reference = only("a/b#user@home@12");
        assertThat(reference.field()).isEqualTo("user@home");
        assertThat(reference.path()).isEqualTo(new SecretPath("a/b", false, 12));
        assertThat(only("a@b#c").path()).isEqualTo(new SecretPath("a@b", false, SecretPath.LATEST));
    }

    @Test
    void blanksAroundPathFieldAndVersionAreTypingErrors() {
        FieldReference reference = only(" a/b # pass word @ 12 ");
        assertThat(reference.field()).isEqualTo("pass word");
        assertThat(reference.path()).isEqualTo(new SecretPath("a/b", false, 12));
        assertThat(only("a #\tb").field()).isEqualTo("b");
        assertThat(ReferenceParser.problem("a# @3")).isEqualTo("must have one field behind one '#': path#field");
    }

    @Test
    void aLeadingSlashMakesAWholeApiPath() {
        assertThat(only("/database/creds/app#username").path())
                .isEqualTo(new SecretPath("database/creds/app", true, SecretPath.LATEST));
        assertThat(only("//a///b//#c").path()).isEqualTo(new SecretPath("a/b", true, SecretPath.LATEST));
        assertThat(only("a/b/#c").path()).isEqualTo(new SecretPath("a/b", false, SecretPath.LATEST));
    }

    @ParameterizedTest
    @CsvSource({
        "'',         'must be path#field, such as database/postgres#password'",
        "',,',       'must be path#field, such as database/postgres#password'",
        "a/b,        lacks the field: write path#field (a lone value is #value)",
        "'a#b, c',   lacks the field: write path#field (a lone value is #value)",
        "a#,         'must have one field behind one ''#'': path#field'",
        "a#@3,       'must have one field behind one ''#'': path#field'",
        "a#b#c,      'must have one field behind one ''#'': path#field'",
        "#b,         has no path in front of '#'",
        "/#b,        has no path in front of '#'",
        "a#b@,       must have a version number from 1 behind '@'",
        "a#b@0,      must have a version number from 1 behind '@'",
        "a#b@-1,     must have a version number from 1 behind '@'",
        "a#b@latest, must have a version number from 1 behind '@'",
        "a/../b#c,   'has ''.'' or ''..'' in its path, which Vault does not resolve'",
        "./a#c,      'has ''.'' or ''..'' in its path, which Vault does not resolve'",
        "a?version=2#c, has a '?' in its path; a version is pinned by path#field@N",
    })
    void refused(String text, String problem) {
        assertThat(ReferenceParser.problem(text)).isEqualTo(problem);
    }

    @Test
    void dotsInsideASegmentAreNoProblem() {
        assertThat(ReferenceParser.problem("a.b/..c/d..#e.f")).isNull();
    }

    @Test
    void importsAreWholePathsOrTrees() {
        List<Import> imports = ReferenceParser.parseImports("database/postgres, auth/*, *, /kv/data/x");
        assertThat(imports)
                .extracting(one -> one.path() + (one.tree() ? " tree" : ""))
                .containsExactly("database/postgres", "auth tree", " tree", "/kv/data/x");
    }

    @ParameterizedTest
    @CsvSource({
        "a#b,  takes whole paths; one field is mapped by secret.NAME=path#field",
        "a*,   may have '*' only as its last segment",
        "*/a,  may have '*' only as its last segment",
        "a/**, may have '*' only as its last segment",
        "a/../*, 'has ''.'' or ''..'' in its path, which Vault does not resolve'",
        "/,    has no path in front of '#'",
    })
    void refusedImports(String text, String problem) {
        assertThat(ReferenceParser.importProblem(text)).isEqualTo(problem);
    }

    private static FieldReference only(String text) {
        assertThat(ReferenceParser.problem(text)).isNull();
        List<FieldReference> references = ReferenceParser.parse(text);
        assertThat(references).hasSize(1);
        return references.get(0);
    }
}
