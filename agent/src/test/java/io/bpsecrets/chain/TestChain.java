package io.bpsecrets.chain;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A chain for tests: all that it can look into, and the names that are mapped. */
public final class TestChain {
    public static final List<Source> ALL = List.of(Source.values());

    public final AgentThread agentThread = new AgentThread();
    public final FakeVault vault = new FakeVault();
    public final FakeFiles files = new FakeFiles();
    public final Map<String, String> environment = new HashMap<>();
    private Clock clock = new Clock();
    private volatile SnapshotBuilder builder;
    private final List<Secret> secrets = new ArrayList<>();
    private final List<Import> imports = new ArrayList<>();
    private final List<String> referring = new ArrayList<>();
    private boolean withVault = true;
    private boolean keepOnOutage = true;
    private boolean ignoreCase;
    private boolean keepsRemoved = true;

    /** @param references {@code path#field}, none for a name that Vault has no path for */
    public TestChain secret(String name, String... references) {
        return secret(name, null, false, true, ALL, references);
    }

    public TestChain required(String name, String... references) {
        return secret(name, null, true, true, ALL, references);
    }

    public TestChain withDefault(String name, String value, String... references) {
        return secret(name, value, false, true, ALL, references);
    }

    /** Its file holds the bytes that the value encodes. */
    public TestChain base64(String name, String... references) {
        secret(name, references);
        Secret text = secrets.remove(secrets.size() - 1);
        secrets.add(new Secret(name, text.fileName(), text.references(), ALL, null, false, true, true, true));
        return this;
    }

    TestChain ofProfile(String name, String... references) {
        return secret(name, null, false, false, ALL, references);
    }

    TestChain ordered(String name, List<Source> order, String... references) {
        return secret(name, "the default", false, true, order, references);
    }

    private TestChain secret(
            String name, String value, boolean required, boolean explicit, List<Source> order, String... references) {
        List<FieldReference> parsed =
                Arrays.stream(references).map(TestChain::reference).toList();
        secrets.add(new Secret(
                name, name.toLowerCase(Locale.ROOT), parsed, order, value, required, explicit, false, keepsRemoved));
        return this;
    }

    TestChain imports(String path) {
        imports.add(new Import(FakeVault.path(path), false));
        return this;
    }

    TestChain importsTree(String path) {
        imports.add(new Import(FakeVault.path(path), true));
        return this;
    }

    /** Its variable in the real environment holds a reference. */
    TestChain referring(String name) {
        environment.put(name, "vault:secret/data/a#f");
        referring.add(name);
        return this;
    }

    TestChain clock(Clock other) {
        clock = other;
        return this;
    }

    TestChain withoutVault() {
        withVault = false;
        return this;
    }

    TestChain fallback() {
        keepOnOutage = false;
        return this;
    }

    /** {@code on-removed=drop}, for secrets that are named after this. */
    TestChain drop() {
        keepsRemoved = false;
        return this;
    }

    TestChain windows() {
        ignoreCase = true;
        return this;
    }

    static FieldReference reference(String text) {
        int hash = text.indexOf('#');
        return new FieldReference(FakeVault.path(text.substring(0, hash)), text.substring(hash + 1));
    }

    public Chain chain() {
        return new Chain(mapping(), withVault ? vault : null, environment, files, keepOnOutage, clock);
    }

    public Mapping mapping() {
        return new Mapping(secrets, imports, ALL, ignoreCase, referring, keepsRemoved, List.of());
    }

    /** Asks at its first read, as in a service. */
    public CurrentSnapshot current(Log log) {
        return current(log, 10_000);
    }

    CurrentSnapshot current(Log log, long deadlineMillis) {
        Chain chain = chain();
        return current(() -> chain, log, deadlineMillis);
    }

    /** Its first read fails by an error of the agent. */
    public CurrentSnapshot failing(Log log, Error failure) {
        return current(
                () -> {
                    throw failure;
                },
                log,
                10_000);
    }

    /** @param wiring makes the chain at the first read */
    CurrentSnapshot current(Supplier<Chain> wiring, Log log, long deadlineMillis) {
        return new CurrentSnapshot(current -> firstRead(wiring, current, log), agentThread, clock, log, deadlineMillis);
    }

    /** As in a service, what is made once stays if an attempt fails. */
    private PrivilegedAction<Snapshot> firstRead(Supplier<Chain> wiring, CurrentSnapshot current, Log log) {
        AtomicReference<SnapshotBuilder> made = new AtomicReference<>();
        return () -> {
            if (made.get() == null) {
                made.set(new SnapshotBuilder(wiring.get(), current, agentThread, log));
            }
            builder = made.get();
            Snapshot first = builder.first();
            if (current.current() == first) {
                Refresher.start(builder, vault, clock, log, 0, first);
            }
            return first;
        };
    }

    /** The builder that the first read has made. */
    SnapshotBuilder builder() {
        return builder;
    }

    public Snapshot build() {
        return chain().build(null, false);
    }
}
