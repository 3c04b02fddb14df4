package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bpsecrets.chain.Lines;
import io.bpsecrets.chain.TestChain;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.log.Log;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread makes the pool, and what it meets is no other thread's. */
@Timeout(30)
class ServedFileStoreTest {
    /** The deadline of the chain, and the grace. */
    private static final long LONGEST_MILLIS = 10_500;

    private final SettableClock clock = new SettableClock();
    private final TestChain chain = new TestChain().withDefault("A", "value", "a#f");
    private final Log log = new Lines().log(Log.Level.WARN);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicReference<Error> failure = new AtomicReference<>();
    private final ServedFileStore store = new ServedFileStore(chain.current(log), log, this::beforeDelivery, clock);

    @BeforeEach
    void open() {
        Opened.toUs("java.io");
        Opened.toUs("sun.nio.fs");
    }

    @AfterEach
    void letAllGo() {
        release.countDown();
        threads.shutdownNow();
    }

    /** What the thread does that makes the pool. */
    private void beforeDelivery() {
        begun.countDown();
        Error thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nobodyWaitsLongerThanTheDeadlineForAThreadThatHangs() throws Exception {
        Future<DescriptorPool> hanging = threads.submit(store::pool);
        begun.await();
        assertThatIOException().isThrownBy(store::pool).withMessageContainingAll("vault.deadline", "file system");
        long waited = clock.sleptMillis();
        assertThat(waited).isBetween(LONGEST_MILLIS, LONGEST_MILLIS + 100);
        assertThatIOException().isThrownBy(store::pool);
        assertThat(clock.sleptMillis())
                .as("who comes later does not wait again")
                .isEqualTo(waited);
        release.countDown();
        DescriptorPool made = hanging.get();
        assertThat(store.pool()).isSameAs(made);
    }

    @Test
    void theErrorOfAThreadIsItsOwnAndTheNextOneMakesThePool() throws IOException {
        release.countDown();
        for (Error error : new Error[] {new StackOverflowError(), new OutOfMemoryError(), new NoClassDefFoundError()}) {
            failure.set(error);
            assertThatThrownBy(store::pool).isSameAs(error);
        }
        failure.set(null);
        assertThat(store.pool()).isSameAs(store.pool());
    }

    @Test
    void anInterruptEndsNoWaitAndIsHandedBack() throws Exception {
        threads.submit(store::pool);
        begun.await();
        Thread.currentThread().interrupt();
        assertThatIOException().isThrownBy(store::pool);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(clock.sleptMillis()).isGreaterThanOrEqualTo(LONGEST_MILLIS);
    }

    /** Else a directory that hangs would hold up every File.exists, and a file that cannot be delivered would be the disk's. */
    @Test
    void whatIsServedIsKnownWithoutAPlaceToDeliverItTo() {
        failure.set(new NoClassDefFoundError());
        assertThat(store.now().get("a").length()).isEqualTo(5);
        assertThat(begun.getCount()).as("nothing was delivered").isOne();
    }
}
