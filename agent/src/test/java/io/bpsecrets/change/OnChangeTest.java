package io.bpsecrets.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Lines;
import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.World;
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
    private final World world =
            new World().secret("A", "a#f").secret("B", "b#f").secret("C", "c#f");
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final Map<String, ReactionQueue> byName = new HashMap<>();
    private final OnChange onChange = new OnChange(new ReactionsByName(duty("general"), byName));

    @Test
    void aNewValueOfVaultIsHandedOnWithAllThatChangedAtOnce() throws Exception {
        world.vault.has("a", "f", "1").has("b", "f", "1").has("c", "f", "1");
        publish();
        publish();
        nothing();
        world.vault.has("a", "f", "2").has("c", "f", "2");
        publish();
        assertThat(done.take()).isEqualTo("general [A, C]");
        publish();
        nothing();
    }

    @Test
    void theFirstSnapshotIsNoChange() throws Exception {
        world.vault.has("a", "f", "1");
        publish();
        nothing();
    }

    @Test
    void aFallbackIsNoReasonAndTheWayBackToVaultIs() throws Exception {
        world.environment.put("A", "of the environment");
        world.vault.has("a", "f", "1");
        publish();
        world.vault.broken(Outcome.UNAVAILABLE, "connection refused");
        publish();
        nothing();
        world.vault.mended();
        publish();
        assertThat(done.take()).isEqualTo("general [A]");
    }

    @Test
    void aDeletedValueIsNoReasonAndOneThatAppearsIs() throws Exception {
        world.vault.has("a", "f", "1");
        publish();
        world.vault.has("a", "other", "x");
        publish();
        nothing();
        world.vault.has("a", "f", "1");
        publish();
        assertThat(done.take()).isEqualTo("general [A]");
    }

    @Test
    void vaultsValueThatIsTheSameAsTheFallbackIsNoChange() throws Exception {
        world.environment.put("A", "1");
        publish();
        world.vault.has("a", "f", "1");
        publish();
        nothing();
    }

    @Test
    void aNameMayHaveAnActionOfItsOwnOrNone() throws Exception {
        byName.put("A", duty("own"));
        byName.put("B", null);
        publish();
        world.vault.has("b", "f", "1");
        publish();
        nothing();
        world.vault.has("a", "f", "1");
        publish();
        assertThat(done.take()).isEqualTo("own [A]");
        world.vault.has("c", "f", "1");
        publish();
        assertThat(done.take()).isEqualTo("general [C]");
    }

    @Test
    void namesWithTheSameActionShareADuty() {
        ChangeAction general = ChangeAction.parse("on-change", "/bin/notify a");
        Map<String, ChangeAction> own = new HashMap<>();
        own.put("A", ChangeAction.parse("on-change.A", "/bin/notify  a"));
        own.put("B", ChangeAction.parse("on-change.B", "/bin/notify b"));
        own.put("C", null);
        Log log = new Lines().log(Log.Level.OFF);
        ReactionsByName exact = new ReactionsByName(general, own, false, world.live(log), log, 0);
        assertThat(exact.of("A")).isSameAs(exact.of("X")).isNotSameAs(exact.of("B"));
        assertThat(exact.of("C")).isNull();
        assertThat(exact.of("c")).isSameAs(exact.of("X"));
        assertThat(new ReactionsByName(general, own, true, world.live(log), log, 0).of("c"))
                .isNull();
        assertThat(new ReactionsByName(null, own, false, world.live(log), log, 0).of("X"))
                .isNull();
    }

    private void publish() {
        onChange.published(world.build());
    }

    private void nothing() throws InterruptedException {
        assertThat(done.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }

    private ReactionQueue duty(String label) {
        Reaction deed = (Set<String> names) -> done.add(label + " " + names);
        return new ReactionQueue(ChangeAction.parse("on-change", "exit:3"), deed, new Lines().log(Log.Level.OFF));
    }
}
