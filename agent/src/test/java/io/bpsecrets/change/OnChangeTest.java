package io.bpsecrets.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.Lines;
import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.TestChain;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OnChangeTest {
    private final TestChain chain =
            new TestChain().secret("A", "a#f").secret("B", "b#f").secret("C", "c#f");
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final Map<String, ReactionQueue> byName = new HashMap<>();
    private final OnChange onChange = new OnChange(new ReactionsByName(queue("general"), byName));

    @Test
    void aNewValueOfVaultIsHandedOnWithAllThatChangedAtOnce() throws Exception {
        chain.vault.has("a", "f", "1").has("b", "f", "1").has("c", "f", "1");
        publish();
        publish();
        nothing();
        chain.vault.has("a", "f", "2").has("c", "f", "2");
        publish();
        assertThat(done.take()).isEqualTo("general [A, C]");
        publish();
        nothing();
    }

    @Test
    void theFirstSnapshotIsNoChange() throws Exception {
        chain.vault.has("a", "f", "1");
        publish();
        nothing();
    }

    @Test
    void aFallbackIsNoReasonAndTheWayBackToVaultIs() throws Exception {
        chain.environment.put("A", "of the environment");
        chain.vault.has("a", "f", "1");
        publish();
        chain.vault.broken(Outcome.UNAVAILABLE, "connection refused");
        publish();
        nothing();
        chain.vault.mended();
        publish();
        assertThat(done.take()).isEqualTo("general [A]");
    }

    @Test
    void aDeletedValueIsNoReasonAndOneThatAppearsIs() throws Exception {
        chain.vault.has("a", "f", "1");
        publish();
        chain.vault.has("a", "other", "x");
        publish();
        nothing();
        chain.vault.has("a", "f", "1");
        publish();
        assertThat(done.take()).isEqualTo("general [A]");
    }

    @Test
    void vaultsValueThatIsTheSameAsTheFallbackIsNoChange() throws Exception {
        chain.environment.put("A", "1");
        publish();
        chain.vault.has("a", "f", "1");
        publish();
        nothing();
    }

    @Test
    void aNameMayHaveAnActionOfItsOwnOrNone() throws Exception {
        byName.put("A", queue("own"));
        byName.put("B", null);
        publish();
        chain.vault.has("b", "f", "1");
        publish();
        nothing();
        chain.vault.has("a", "f", "1");
        publish();
        assertThat(done.take()).isEqualTo("own [A]");
        chain.vault.has("c", "f", "1");
        publish();
        assertThat(done.take()).isEqualTo("general [C]");
    }

    @Test
    void namesWithTheSameActionShareAQueue() {
        ChangeAction general = ChangeAction.parse("on-change", "/bin/notify a");
        Map<String, ChangeAction> own = new HashMap<>();
        own.put("A", ChangeAction.parse("on-change.A", "/bin/notify  a"));
        own.put("B", ChangeAction.parse("on-change.B", "/bin/notify b"));
        own.put("C", null);
        Log log = new Lines().log(Log.Level.OFF);
        ReactionsByName exact = new ReactionsByName(general, own, false, new AgentThread(), new Clock(), log, 0);
        assertThat(exact.of("A")).isSameAs(exact.of("X")).isNotSameAs(exact.of("B"));
        assertThat(exact.of("C")).isNull();
        assertThat(exact.of("c")).isSameAs(exact.of("X"));
        assertThat(new ReactionsByName(general, own, true, new AgentThread(), new Clock(), log, 0).of("c"))
                .isNull();
        assertThat(new ReactionsByName(null, own, false, new AgentThread(), new Clock(), log, 0).of("X"))
                .isNull();
    }

    private void publish() {
        onChange.published(chain.build());
    }

    private void nothing() throws InterruptedException {
        assertThat(done.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    private ReactionQueue queue(String label) {
        Reaction reaction = (Set<String> names) -> done.add(label + " " + names);
        return new ReactionQueue(ChangeAction.parse("on-change", "exit:3"), reaction, new Lines().log(Log.Level.OFF));
    }
}
