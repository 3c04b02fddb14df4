package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.config.Address;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServersTest {
    private final SettableClock clock = new SettableClock();
    private final Servers servers = new Servers(
            Vaults.settings("vault.address", "http://a:1,http://b:2,http://[::1]:3")
                    .addresses(),
            clock);

    @Test
    void theyAreAskedInTheOrderWritten() {
        assertThat(servers.first()).isZero();
        boolean[] tried = new boolean[3];
        tried[0] = true;
        assertThat(servers.after(0, tried)).isEqualTo(1);
        tried[1] = true;
        assertThat(servers.after(1, tried)).isEqualTo(2);
        tried[2] = true;
        assertThat(servers.after(2, tried)).isEqualTo(-1);
    }

    @Test
    void aRedirectThatIsNotEncryptedIsSaidOnceUnlessTheStartHasSaidIt() {
        servers.redirected(Address.parse("http://c:1"), null);
        assertThat(servers.warning())
                .startsWith("a redirect leads to an address without TLS: http://c:1 is not encrypted");
        servers.redirected(Address.parse("http://c:1"), null);
        servers.redirected(Address.parse("http://a:1"), null);
        servers.redirected(Address.parse("https://d"), null);
        servers.redirected(Address.parse("http://127.0.0.1:2"), null);
        assertThat(servers.warning()).isNull();
    }

    @Test
    void oneThatFailedIsLeftOutUntilNoOtherIsLeft() {
        servers.failed(0);
        assertThat(servers.first()).isEqualTo(1);
        servers.failed(2);
        boolean[] tried = {false, true, false};
        assertThat(servers.after(1, tried)).as("somebody must be asked").isEqualTo(2);
        servers.failed(1);
        assertThat(servers.first()).isZero();
        assertThat(servers.inOrder()).hasSize(3);
    }

    @Test
    void oneThatAnswersIsBackInItsPlace() {
        servers.failed(0);
        assertThat(servers.inOrder())
                .extracting(Object::toString)
                .containsExactly("http://b:2", "http://[::1]:3", "http://a:1");
        servers.answered(0);
        assertThat(servers.first()).isZero();
    }

    /** With a random part of a fifth, so that the services of a fleet do not come back at one moment. */
    @Test
    void oneThatFailsAgainAndAgainIsLeftOutForLongerUpToAMinute() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            servers.failed(0);
            clock.goOn(Duration.ofMillis(seconds * 1_000L - 1));
            assertThat(servers.first()).as("before %d s", seconds).isEqualTo(1);
            clock.goOn(Duration.ofMillis(seconds * 200L + 1));
            assertThat(servers.first()).as("after %d s", seconds).isZero();
        }
    }

    @Test
    void onlyHostsOfTheUserAreNamed() {
        assertThat(servers.names("A")).isTrue();
        assertThat(servers.names("[::1]")).isTrue();
        assertThat(servers.names("a.example.com")).isFalse();
        assertThat(servers.names("")).isFalse();
    }
}
