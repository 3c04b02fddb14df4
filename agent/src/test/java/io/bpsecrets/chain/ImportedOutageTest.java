package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImportedOutageTest {
    private final TestChain chain = new TestChain();

    @Test
    void anOutageKeepsAnImportedNameThatHasALineOfItsOwn() {
        chain.vault.has("db", "url", "imported");
        Snapshot first = chain.imports("db").withDefault("DB_URL", "default").build();
        chain.vault.broken(Outcome.UNAVAILABLE, "reason");
        assertThat(chain.chain().build(first, false).get("DB_URL").value()).isEqualTo("imported");
    }

    @Test
    void anOutageOfOnePathKeepsImportedNames() {
        chain.vault.has("db", "url", "imported");
        Snapshot first = chain.imports("db").build();
        chain.vault.says("db", Outcome.UNAVAILABLE);
        assertThat(chain.chain().build(first, false).get("DB_URL").value()).isEqualTo("imported");
    }

    @Test
    void anImportedNameThatIsDeniedIsAMatterOfOnRemoved() {
        assertThat(denied(new TestChain())).isEqualTo("imported");
        assertThat(denied(new TestChain().drop())).isEqualTo("file's");
    }

    private static String denied(TestChain chain) {
        chain.vault.has("db", "url", "imported");
        chain.files.has("db_url", "file's");
        Snapshot first = chain.imports("db").build();
        chain.vault.says("db", Outcome.DENIED);
        return chain.chain().build(first, false).get("DB_URL").value();
    }
}
