package io.bpsecrets.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Lines;
import io.bpsecrets.log.Log;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReactionQueueTest {
    private final BlockingQueue<Set<String>> done = new LinkedBlockingQueue<>();
    private final Lines lines = new Lines();

    @Test
    void whatChangesWhileItRunsIsOneLaterRun() throws Exception {
        BlockingQueue<Set<String>> begun = new LinkedBlockingQueue<>();
        CountDownLatch release = new CountDownLatch(1);
        ReactionQueue queue = queue(names -> {
            begun.add(names);
            waitFor(release);
            done.add(names);
        });
        queue.add(Set.of("A"));
        begun.take();
        queue.add(Set.of("B"));
        assertThat(begun.poll(200, TimeUnit.MILLISECONDS)).as("one at a time").isNull();
        queue.add(Set.of("C", "A"));
        release.countDown();
        assertThat(done.take()).containsExactly("A");
        assertThat(done.take()).containsExactly("A", "B", "C");
        queue.add(Set.of("D"));
        assertThat(done.take()).containsExactly("D");
        assertThat(done.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void itRunsInADaemonThreadOfItsOwnThatHoldsNoLoader() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicReference<ClassLoader> loader = new AtomicReference<>(getClass().getClassLoader());
        queue(names -> {
                    thread.set(Thread.currentThread());
                    loader.set(Thread.currentThread().getContextClassLoader());
                    done.add(names);
                })
                .add(Set.of("A"));
        done.take();
        assertThat(thread.get()).isNotSameAs(Thread.currentThread());
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(loader).hasValue(null);
    }

    @Test
    void aFailureIsOneWarningAndNotTheEnd() throws Exception {
        ReactionQueue queue = queue(names -> {
            done.add(names);
            if (names.contains("A")) {
                throw new IllegalStateException("canary");
            }
        });
        queue.add(Set.of("A"));
        assertThat(done.take()).containsExactly("A");
        queue.add(Set.of("B"));
        assertThat(done.take()).containsExactly("B");
        assertThat(lines.all())
                .isEqualTo(List.of("[bp-secrets] WARN on-change failed: java.lang.IllegalStateException"));
    }

    private ReactionQueue queue(Reaction reaction) {
        return new ReactionQueue(ChangeAction.parse("on-change", "exit:3"), reaction, lines.log(Log.Level.INFO));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
