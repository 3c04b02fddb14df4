package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.config.Address;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.Connection;
import io.bpsecrets.transport.Deadline;
import io.bpsecrets.transport.RawServer;
import io.bpsecrets.transport.Response;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a redirect may lead, because the token goes with it. */
@Timeout(30)
class RedirectTest {
    private final SettableClock clock = new SettableClock();
    private final VaultSettings settings = Vaults.settings("vault.address", "https://a:1,http://b:2,https://[::1]:3");
    private final Servers servers = new Servers(settings.addresses(), clock);

    @ParameterizedTest
    @CsvSource({
        "https://a:1, https://a:9/v1/x?y=z, https://a:9, /v1/x?y=z",
        "https://a:1, https://A/v1/x, https://A:443, /v1/x",
        "https://a:1, /v1/x, https://a:1, /v1/x",
        "http://b:2, /v1/x, http://b:2, /v1/x",
        "http://b:2, https://a:1/v1/x, https://a:1, /v1/x",
        "http://b:2, http://a:1/v1/x, http://a:1, /v1/x",
        "https://a:1, https://[::1]:9/v1/x, https://[::1]:9, /v1/x",
    })
    void itIsFollowedToAHostThatTheUserNamed(String from, String location, String address, String target)
            throws Exception {
        Redirect redirect = Redirect.of(response("Location: " + location), Address.parse(from), servers);
        assertThat(redirect.address()).hasToString(address);
        assertThat(redirect.target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://a:1 | Location: http://a:1/v1/x    | from https to http, which would show the token to anybody",
                "https://a:1 | Location: https://c:1/v1/x   | to c, which vault.address does not name; add it there if it is yours",
                "https://a:1 | Location: https://a.c/v1/x   | to a.c, which vault.address does not name; add it there if it is yours",
                "https://a:1 | Location: ftp://a/v1/x       | to something that is no server",
                "https://a:1 | Location: https://a:x/v1/x   | to something that is no server",
                "https://a:1 | Location: https://a:1        | without saying where to",
                "https://a:1 | Location: v1/x               | without saying where to",
                "https://a:1 | Location:                    | without saying where to",
                "https://a:1 | Other: x                     | without saying where to",
            })
    void elsewhereItIsNotFollowed(String from, String header, String why) throws Exception {
        Response response = response(header);
        assertThatThrownBy(() -> Redirect.of(response, Address.parse(from), servers))
                .isInstanceOf(VaultFailure.class)
                .hasMessage("it redirects (307) " + why);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void theseStatusesAreRedirects(int status) throws IOException {
        assertThat(response(status, "Location: /v1/x").isRedirect()).isTrue();
    }

    @Test
    void noOtherStatusIs() throws IOException {
        for (int status : new int[] {200, 300, 303, 304, 309, 400}) {
            assertThat(response(status, "Location: /v1/x").isRedirect())
                    .as("%d", status)
                    .isFalse();
        }
    }

    private Response response(String header) throws IOException {
        return response(307, header);
    }

    private Response response(int status, String header) throws IOException {
        try (RawServer server = new RawServer()) {
            server.answers("HTTP/1.1 " + status + " X\r\n" + header + "\r\nContent-Length: 0\r\n\r\n");
            Deadline deadline = Deadline.in(5_000, clock);
            try (Connection connection = Vaults.dialer(settings).open(false, "127.0.0.1", server.port(), deadline)) {
                return connection.exchange("GET", "/v1/a", Map.of(), null);
            }
        }
    }
}
