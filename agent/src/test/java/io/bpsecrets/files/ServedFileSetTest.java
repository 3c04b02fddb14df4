package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Base64Text;
import io.bpsecrets.chain.Lines;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.TestChain;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.log.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServedFileSetTest {
    private static final int MAX_BYTES = 1 << 20;

    private final TestChain world = new TestChain();
    private final Lines lines = new Lines();
    private final FakeDelivery delivery = new FakeDelivery();
    private final SettableClock clock = new SettableClock();
    private final UniqueTimes times = new UniqueTimes(clock);
    private final DescriptorPool pool = delivery.pool(clock);

    @Test
    void whatVaultOrTheEnvironmentOrADefaultHasIsServed() throws IOException {
        world.vault.has("a", "f", "Vault's gr\u00fc\u00df");
        world.environment.put("ENVIRONMENT", "environment's");
        world.secret("VAULT", "a#f").secret("ENVIRONMENT", "gone#f").withDefault("DEFAULT", "", "gone#f");
        ServedFileSet served = served(ServedFileSet.none());
        assertThat(served.names()).containsExactlyInAnyOrder("vault", "environment", "default");
        pool.path(served.get("vault"));
        pool.path(served.get("environment"));
        assertThat(delivery.delivered).containsExactly("Vault's gr\u00fc\u00df", "environment's");
        assertThat(served.get("vault").length()).as("bytes").isEqualTo(14);
        assertThat(served.get("default").length()).isZero();
        assertThat(lines.all()).isEmpty();
    }

    @Test
    void whatDockerHasStaysTheRealFileAndWhatNobodyHasIsNone() {
        world.files.has("docker", "Docker's");
        world.secret("DOCKER", "gone#f").secret("MISSING", "gone#f");
        ServedFileSet served = served(ServedFileSet.none());
        assertThat(served.names()).isEmpty();
        assertThat(served.get("docker")).isNull();
        assertThat(served.get("missing")).isNull();
    }

    @Test
    void base64IsServedAsTheBytesItEncodes() throws IOException {
        String wrapped = Base64.getMimeEncoder(8, new byte[] {'\n'}).encodeToString(bytes("a keystore of bytes"));
        world.vault.has("a", "f", wrapped + "\n");
        ServedFileSet served = served(world.base64("STORE", "a#f"), ServedFileSet.none());
        pool.path(served.get("store"));
        assertThat(delivery.delivered).containsExactly("a keystore of bytes");
        assertThat(served.get("store").length()).isEqualTo(19);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-__-AQID", "+//+AQID", " +//+\r\nAQID\t"})
    void bothAlphabetsOfRfc4648AndBlanksAreUnderstood(String text) throws IOException {
        assertThat(Base64Text.decode(text)).containsExactly(0xfb, 0xff, 0xfe, 1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"this is not base64!!", "abc=d", "a", "gr\u00fcn"})
    void anythingElseIsNoBase64(String text) {
        assertThat(Base64Text.decode(text)).isNull();
    }

    @Test
    void aValueThatCannotBeAFileIsToldOnce() {
        world.vault.has("a", "f", "not base64!");
        world.base64("STORE", "a#f");
        ServedFileSet first = served(world, ServedFileSet.none());
        served(world, first);
        assertThat(lines.all()).hasSize(1);
        world.vault.has("a", "f", "not base64 either!");
        served(world, first);
        assertThat(lines.all()).hasSize(2);
    }

    @Test
    void whatIsNotBase64IsOneErrorLineWithoutTheValueAndNoFile() {
        world.vault.has("a", "f", "canary/x=y").has("b", "f", "fine");
        ServedFileSet served = served(world.base64("STORE", "a#f").secret("OTHER", "b#f"), ServedFileSet.none());
        assertThat(served.names()).containsExactly("other");
        assertThat(lines.all())
                .containsExactly("[bp-secrets] ERROR STORE is not base64, as encoding.STORE says; it is not served as"
                        + " a file");
    }

    @Test
    void theLargestSecretIsServedAndALargerOneIsOneErrorLine() {
        world.vault.has("a", "f", "x".repeat(MAX_BYTES)).has("b", "f", "x".repeat(MAX_BYTES + 1));
        ServedFileSet served = served(world.secret("LARGEST", "a#f").secret("LARGER", "b#f"), ServedFileSet.none());
        assertThat(served.names()).containsExactly("largest");
        assertThat(served.get("largest").length()).isEqualTo(MAX_BYTES);
        assertThat(lines.all())
                .containsExactly("[bp-secrets] ERROR LARGER is larger than 1 MiB; it is not served as a file");
    }

    @Test
    void theSameValueKeepsItsFileAndAnotherGetsANewAndYoungerOne() {
        world.vault.has("a", "f", "same").has("b", "f", "old");
        ServedFileSet before = served(world.secret("A", "a#f").secret("B", "b#f"), ServedFileSet.none());
        world.vault.has("b", "f", "new");
        ServedFileSet after = served(before);
        assertThat(after.get("a")).isSameAs(before.get("a"));
        assertThat(after.get("b")).isNotSameAs(before.get("b"));
        assertThat(after.get("b").lastModified())
                .as("though the clock may stand still")
                .isGreaterThan(before.get("b").lastModified());
        assertThat(before.without(after)).containsExactly(before.get("b"));
        assertThat(after.lastModified()).isEqualTo(after.get("b").lastModified());
    }

    @Test
    void theTimeGrowsWithEveryChange() {
        world.secret("A", "a#f");
        ServedFileSet last = ServedFileSet.none();
        long time = 0;
        for (int version = 0; version < 20; version++) {
            world.vault.has("a", "f", "v" + version);
            last = served(last);
            assertThat(last.get("a").lastModified()).isGreaterThan(time);
            time = last.get("a").lastModified();
        }
    }

    @Test
    void aSecretThatGoesIsServedNoLonger() {
        world.vault.has("a", "f", "v");
        ServedFileSet before = served(world.secret("A", "a#f"), ServedFileSet.none());
        world.vault.has("a", "other", "v");
        ServedFileSet after = served(before);
        assertThat(after.names()).isEmpty();
        assertThat(before.without(after)).containsExactly(before.get("a"));
    }

    @Test
    void knowsItsSnapshot() {
        Snapshot one = snapshot();
        assertThat(ServedFileSet.of(one, ServedFileSet.none(), times).isOf(one)).isTrue();
        assertThat(ServedFileSet.none().isOf(one)).isFalse();
    }

    @Test
    void nothingIsDeliveredBeforeItIsReadAndThenOnce() throws IOException {
        world.vault.has("a", "f", "v");
        ServedFile file = served(world.secret("A", "a#f"), ServedFileSet.none()).get("a");
        assertThat(delivery.delivered).isEmpty();
        assertThat(pool.path(file)).isEqualTo("/nowhere/1").isEqualTo(pool.path(file));
        assertThat(delivery.delivered).hasSize(1);
    }

    @Test
    void ofTwoThreadsThatReadItFirstOneDeliversItAndTheOtherWaits() throws Exception {
        ServedFile file = new ServedFile("v", bytes("v"), times.next());
        // With a clock that stands still, the other thread would not wait.
        DescriptorPool pool = delivery.pool(new Clock());
        FutureTask<String> other = new FutureTask<>(() -> pool.path(file));
        delivery.whileDelivering = () -> {
            Thread second = new Thread(other);
            second.start();
            while (second.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        };
        assertThat(pool.path(file)).isEqualTo("/nowhere/1");
        assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo("/nowhere/1");
        assertThat(delivery.delivered).hasSize(1);
    }

    @Test
    void aFileDescribesItselfWithoutItsContent() {
        assertThat(new ServedFile("canary", bytes("canary"), 1)).hasToString("6 bytes");
    }

    private ServedFileSet served(TestChain mapped, ServedFileSet before) {
        assertThat(mapped).isSameAs(world);
        return served(before);
    }

    private ServedFileSet served(ServedFileSet before) {
        ServedFileSet now = ServedFileSet.of(snapshot(), before, times);
        now.complaints().forEach(lines.log(Log.Level.INFO)::error);
        return now;
    }

    private Snapshot snapshot() {
        return world.current(new Lines().log(Log.Level.OFF)).await();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
