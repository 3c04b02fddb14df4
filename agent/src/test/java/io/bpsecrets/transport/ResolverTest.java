package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ResolverTest {
    private final Resolver resolver = new Resolver();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicInteger lookUps = new AtomicInteger();
    private final Resolver hanging = new Resolver() {
        @Override
        InetAddress[] lookUp(String host) throws UnknownHostException {
            lookUps.incrementAndGet();
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (host.startsWith("unknown")) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 9})};
        }
    };

    @Test
    void addressesNeedNoResolver() throws IOException {
        assertThat(resolver.resolve("127.0.0.1", 1)[0].getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(resolver.resolve("[::1]", 1)[0].isLoopbackAddress()).isTrue();
    }

    @Test
    void namesAreResolved() throws IOException {
        assertThat(resolver.resolve("localhost", 10_000)).anyMatch(address -> address.isLoopbackAddress());
    }

    /** Without a network the system's resolver may also just be slow: then the bound speaks. */
    @Test
    void anUnknownNameIsToldSoWithinTheTimeout() {
        assertThatThrownBy(() -> resolver.resolve("vault.invalid", 5_000))
                .isInstanceOfAny(UnknownHostException.class, SocketTimeoutException.class)
                .hasMessageContaining("vault.invalid");
    }

    /** Whether the look-up or the interrupt comes first is a race; the flag must outlive both. */
    @Test
    void anInterruptIsKept() throws InterruptedException {
        AtomicBoolean kept = new AtomicBoolean();
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                resolver.resolve("vault.invalid", 10_000);
            } catch (IOException e) {
                kept.set(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        thread.join();
        assertThat(kept).isTrue();
    }

    @Test
    void aNameThatHangsHasOneLookUpWhoseAnswerIsForWhoeverAsks() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> hanging.resolve("vault.test", 20)).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(lookUps).hasValue(1);
        answered.countDown();
        assertThat(hanging.resolve("vault.test", 10_000)[0].getHostAddress()).isEqualTo("127.0.0.9");
        assertThat(lookUps).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void aLookUpThatIsOverIsNotTheAnswerForTheNextOne() throws IOException {
        answered.countDown();
        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(() -> hanging.resolve("unknown.test", 10_000)).isInstanceOf(UnknownHostException.class);
            assertThat(lookUps).hasValue(i);
        }
    }

    @Test
    void namesThatHangHaveABoundedNumberOfThreads() {
        for (int i = 0; i < Resolver.MAX_PENDING + 5; i++) {
            String host = "vault" + i + ".test";
            assertThatIOException().isThrownBy(() -> hanging.resolve(host, 1));
        }
        assertThat(lookUps).hasValueLessThanOrEqualTo(Resolver.MAX_PENDING);
        answered.countDown();
    }
}
