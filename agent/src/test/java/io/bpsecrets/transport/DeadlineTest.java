package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bpsecrets.clock.SettableClock;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final SettableClock clock = new SettableClock();
    private final Deadline deadline = Deadline.in(1_000, clock);

    @Test
    void aWaitMayTakeWhatIsLeft() throws SocketTimeoutException {
        assertThat(deadline.limit(300)).isEqualTo(300);
        clock.goOn(Duration.ofMillis(800));
        assertThat(deadline.limit(300)).isEqualTo(200);
        assertThat(deadline.allows(199)).isTrue();
        assertThat(deadline.allows(200)).isFalse();
    }

    /** To a socket no time at all would mean for ever. */
    @Test
    void withinItsLastMillisecondItIsOver() {
        clock.goOn(Duration.ofNanos(999_000_000));
        assertThat(deadline.isOver()).isFalse();
        clock.goOn(Duration.ofNanos(1));
        assertThat(deadline.isOver()).isTrue();
        assertThatThrownBy(() -> deadline.limit(300))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("\0{deadline} of 1000 ms has passed");
    }

    @Test
    void anotherOneBeginsNow() {
        clock.goOn(Duration.ofMillis(900));
        Deadline other = deadline.another(500);
        clock.goOn(Duration.ofMillis(499));
        assertThat(other.isOver()).isFalse();
        assertThat(deadline.isOver()).isTrue();
        clock.goOn(Duration.ofMillis(1));
        assertThat(other.isOver()).isTrue();
    }
}
