package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ResolverTest {
    @Test
    void addressesNeedNoResolver() throws IOException {
        assertThat(Resolver.resolve("127.0.0.1", 1)[0].getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(Resolver.resolve("[::1]", 1)[0].isLoopbackAddress()).isTrue();
    }

    @Test
    void namesAreResolved() throws IOException {
        assertThat(Resolver.resolve("localhost", 10_000)).anyMatch(address -> address.isLoopbackAddress());
    }

    /** Without a network the system's resolver may also just be slow: then the bound speaks. */
    @Test
    void anUnknownNameIsToldSoWithinTheTimeout() {
        assertThatThrownBy(() -> Resolver.resolve("vault.invalid", 5_000))
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
                Resolver.resolve("vault.invalid", 10_000);
            } catch (IOException e) {
                kept.set(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        thread.join();
        assertThat(kept).isTrue();
    }
}
