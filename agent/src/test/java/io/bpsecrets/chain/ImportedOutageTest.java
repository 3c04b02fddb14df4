package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImportedOutageTest {
    private final World world = new World();

    @Test
    void anOutageKeepsAnImportedNameThatHasALineOfItsOwn() {
        world.vault.has("db", "url", "imported");
        Snapshot first = world.imports("db").withDefault("DB_URL", "default").build();
        world.vault.broken(Outcome.UNAVAILABLE, "reason");
        assertThat(world.chain().build(first, false).get("DB_URL").value()).isEqualTo("imported");
    }

    @Test
    void anOutageOfOnePathKeepsImportedNames() {
        world.vault.has("db", "url", "imported");
        Snapshot first = world.imports("db").build();
        world.vault.says("db", Outcome.UNAVAILABLE);
        assertThat(world.chain().build(first, false).get("DB_URL").value()).isEqualTo("imported");
    }

    @Test
    void anImportedNameThatIsDeniedIsAMatterOfOnRemoved() {
        assertThat(denied(new World())).isEqualTo("imported");
        assertThat(denied(new World().drop())).isEqualTo("file's");
    }

    private static String denied(World world) {
        world.vault.has("db", "url", "imported");
        world.files.has("db_url", "file's");
        Snapshot first = world.imports("db").build();
        world.vault.says("db", Outcome.DENIED);
        return world.chain().build(first, false).get("DB_URL").value();
    }
}
