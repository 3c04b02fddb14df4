package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How a role's tokens live, and what the service must do before they end. The service reads the secret all the time.
 *
 * @param settings of the role, names and values
 * @param until what must have been seen
 * @param then what holds at that moment
 * @param atEnd what holds after the service has ended
 */
record TokenLife(String sentence, String[] settings, Until until, Then then, AtEnd atEnd) {

    /** @see #until */
    interface Until {
        /** @param seconds since the first read was asked for */
        boolean isSeen(OneRole role, long seconds);
    }

    /** @see #then */
    interface Then {
        /** @param seconds since the first read was asked for */
        void judge(OneRole role, long seconds);
    }

    /** @see #atEnd */
    interface AtEnd {
        void judge(OneRole role);
    }

    static Stream<TokenLife> rows() {
        return Stream.of(
                new TokenLife(
                        "the token is renewed before its end, and no second login is needed",
                        settings("token_ttl", "6s", "token_max_ttl", "1h"),
                        (role, seconds) -> seconds >= 20 && role.renewals() >= 2,
                        TokenLife::nothingMore,
                        TokenLife::judgeRenewals),
                new TokenLife(
                        "if renewals come to their end, there is one new login",
                        settings("token_ttl", "10s", "token_max_ttl", "10s"),
                        (role, seconds) -> role.logins() > 1,
                        TokenLife::judgeSecondLogin,
                        TokenLife::nothingMore),
                new TokenLife(
                        "a token of limited use is replaced before it is used up",
                        settings("token_ttl", "1h", "token_num_uses", "4"),
                        (role, seconds) -> role.reads() >= 10,
                        TokenLife::nothingMore,
                        TokenLife::judgeUses),
                new TokenLife(
                        "a batch token is replaced before its end, and neither renewed nor revoked",
                        settings("token_ttl", "5s", "token_type", "batch"),
                        (role, seconds) -> role.logins() >= 3,
                        TokenLife::nothingMore,
                        TokenLife::judgeBatch));
    }

    private static String[] settings(String... namesAndValues) {
        return namesAndValues;
    }

    private static void nothingMore(OneRole role, long seconds) {}

    private static void nothingMore(OneRole role) {}

    private static void judgeRenewals(OneRole role) {
        assertThat(role.logins()).isEqualTo(1);
        assertThat(role.renewals())
                .as("a renewal at two thirds of 6 s, not at every refresh")
                .isBetween(2L, 12L);
        long first = Duration.between(
                        role.all("auth/approle/login").get(0).at(),
                        role.all("auth/token/renew-self").get(0).at())
                .toMillis();
        assertThat(first).as("from 0.60 to 0.67 of 6 s, on a busy machine").isBetween(3_400L, 5_800L);
    }

    private static void judgeSecondLogin(OneRole role, long seconds) {
        assertThat(seconds).as("the first token was used for most of its 10 s").isGreaterThan(5);
        assertThat(role.logins()).isEqualTo(2);
        assertThat(role.renewals()).isPositive();
    }

    private static void judgeUses(OneRole role) {
        long needed = (role.requests().size() - role.logins() + 3) / 4;
        assertThat(role.logins()).as(role.requests().toString()).isEqualTo(needed);
        assertThat(role.renewals()).as("a renewal costs a use").isZero();
    }

    private static void judgeBatch(OneRole role) {
        assertThat(role.renewals()).isZero();
        assertThat(role.count("auth/token/revoke-self")).isZero();
    }

    @Override
    public String toString() {
        return sentence;
    }
}
