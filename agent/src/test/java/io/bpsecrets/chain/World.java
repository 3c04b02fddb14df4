package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All that a chain can look into, and the names that are mapped. */
public final class World {
    public static final List<Source> ALL = List.of(Source.values());

    public final FakeVault vault = new FakeVault();
    public final FakeFiles files = new FakeFiles();
    public final Map<String, String> environment = new HashMap<>();
    private final List<Secret> secrets = new ArrayList<>();
    private final List<Import> imports = new ArrayList<>();
    private final List<String> referring = new ArrayList<>();
    private boolean withVault = true;
    private boolean keepOnOutage = true;
    private boolean ignoreCase;
    private boolean keepsRemoved = true;

    /** @param references {@code path#field}, none for a name that Vault has no path for */
    public World secret(String name, String... references) {
        return secret(name, null, false, true, ALL, references);
    }

    public World required(String name, String... references) {
        return secret(name, null, true, true, ALL, references);
    }

    public World withDefault(String name, String value, String... references) {
        return secret(name, value, false, true, ALL, references);
    }

    /** Its file holds the bytes that the value encodes. */
    public World base64(String name, String... references) {
        secret(name, references);
        Secret text = secrets.remove(secrets.size() - 1);
        secrets.add(new Secret(name, text.fileName(), text.references(), ALL, null, false, true, true, true));
        return this;
    }

    World ofProfile(String name, String... references) {
        return secret(name, null, false, false, ALL, references);
    }

    World ordered(String name, List<Source> order, String... references) {
        return secret(name, "the default", false, true, order, references);
    }

    private World secret(
            String name, String value, boolean required, boolean explicit, List<Source> order, String... references) {
        List<FieldReference> parsed =
                Arrays.stream(references).map(World::reference).toList();
        secrets.add(new Secret(
                name, name.toLowerCase(Locale.ROOT), parsed, order, value, required, explicit, false, keepsRemoved));
        return this;
    }

    World imports(String path) {
        imports.add(new Import(FakeVault.path(path), false));
        return this;
    }

    World importsTree(String path) {
        imports.add(new Import(FakeVault.path(path), true));
        return this;
    }

    /** Its variable in the real environment holds a reference. */
    World referring(String name) {
        environment.put(name, "vault:secret/data/a#f");
        referring.add(name);
        return this;
    }

    World withoutVault() {
        withVault = false;
        return this;
    }

    World fallback() {
        keepOnOutage = false;
        return this;
    }

    /** {@code on-removed=drop}, for secrets that are named after this. */
    World drop() {
        keepsRemoved = false;
        return this;
    }

    World windows() {
        ignoreCase = true;
        return this;
    }

    static FieldReference reference(String text) {
        int hash = text.indexOf('#');
        return new FieldReference(FakeVault.path(text.substring(0, hash)), text.substring(hash + 1));
    }

    public Chain chain() {
        return new Chain(mapping(), withVault ? vault : null, environment, files, keepOnOutage);
    }

    Mapping mapping() {
        return new Mapping(secrets, imports, ALL, ignoreCase, referring, keepsRemoved, List.of());
    }

    public Live live(Log log) {
        return live(log, 10_000);
    }

    /** Its first read fails by an error of the agent. */
    public Live failing(Log log, Error failure) {
        return new Live(
                mapping(),
                live -> {
                    throw failure;
                },
                log,
                10_000,
                0);
    }

    Live live(Log log, long deadlineMillis) {
        Chain chain = chain();
        return new Live(mapping(), live -> chain, log, deadlineMillis, 0);
    }

    public Snapshot build() {
        return chain().build(null, false);
    }
}
