package io.bpsecrets.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTextTest {
    /** Nothing about it looks like a secret: only its place tells. */
    private static final String CANARY = "canaryhorse";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app:%s@db:5432/shop",
                "cannot parse `postgresql://app:%s@db:5432/shop`: invalid port",
                "postgresql://app:%s/x@y@db/shop: refused",
                "postgresql://app:my %s@db/shop: refused",
                "app:%s@tcp(127.0.0.1:3306)/shop: refused",
                "app:my %s@tcp(127.0.0.1:3306)/shop: refused",
                "a:%s@one via https://b:c@two",
                "system/%s@//db:1521/XE",
                "https://db/x?sslmode=off&x=%s",
                "jdbc:sqlserver://db:1433;user=sa;x=%s",
                "cannot parse host=db user=app password=%s dbname=x",
                "cannot parse host=db password=my own %s dbname=x",
                "host=db password='my %s' user=app",
                "password=p@%s host=db",
                "Server=db;User Id=sa;Pwd=%s;Encrypt=yes",
                "{\"user\":\"app\",\"db_password\":\"%s\"}",
                "{\\\"password\\\": \\\"%s\\\"}",
                "map[password:%s user:app]",
                "{User:app Password:%s}",
                "<password>%s</password>",
                "password%%3D%s",
                "CREATE ROLE x WITH LOGIN PASSWORD '%s' VALID UNTIL '2026-01-01'",
                "CREATE USER x IDENTIFIED BY '%s'",
                "CREATE USER x IDENTIFIED BY %s",
                "ALTER USER x WITH PASSWORD %s",
                "mysql --user app --password %s failed",
                "Authorization: Bearer %s",
                "Authorization: Basic %s",
                "bearer %s is not valid",
                "X-Vault-Token: %s",
                "client_secret=%s&grant_type=x",
                "invalid value \"%s\" for the password of app",
                "token \"%s\" not found",
                "token '%s",
                "api key [%s]",
                "postgresql://app:token=%s@db",
                "postgresql://app:x%stoken=z@db",
                "https://db/#x=%s",
            })
    void whatStandsWhereASecretStandsIsHidden(String text) {
        assertThat(ServerText.shown(text.replace("%%", "%").replace("%s", CANARY)))
                .doesNotContain(CANARY)
                .contains("(hidden)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hvs.CAESIJ",
                "s.Kq3mT9vXw2LpRz8NbYc5Hd7F",
                "7c9e6679-7425-40de-944b-e07fc1f90ae7",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJiaWxsaW5nIn0.c2lnbmF0dXJl",
                "9f86d081884c7d659a2feaa0c55ad015",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "hX9$kQ2!bZ",
            })
    void whatLooksLikeASecretIsHiddenAnywhere(String secret) {
        for (String text :
                new String[] {"it has " + secret + " in it", "\"" + secret + "\"", "(" + secret + ")", secret}) {
            assertThat(ServerText.shown(text))
                    .doesNotContain(secret.substring(1, 8))
                    .contains("(hidden)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "permission denied | permission denied",
                "no handler for route \"nowhere/x\". route entry not found. | no handler for route \"nowhere/x\". route entry not found.",
                "unknown role: billing | unknown role: billing",
                "dial tcp 127.0.0.1:5432: connect: connection refused | dial tcp 127.0.0.1:5432: connect: connection refused",
                "failed to connect to `user=app database=shop`: timeout | failed to connect to `user=app database=shop`: timeout",
                "FATAL: password authentication failed for user \"app\" (SQLSTATE 28P01) | FATAL: password authentication failed for user \"(hidden)\" (SQLSTATE 28P01)",
                "failed SASL auth (FATAL: timeout) | failed SASL auth (FATAL: timeout)",
                "Access denied for user 'app'@'10.0.0.5' (using password: YES) | Access denied for user '(hidden)'@'(hidden)' (using password:(hidden)",
                "invalid role or secret ID | invalid role or secret ID",
                "no secret engine at secret/data/x | no secret engine at secret/data/x",
                "x509: certificate has expired | x509: certificate has expired",
                "https://vault.example.com:8200/v1/x: refused | https://vault.example.com:8200/v1/x: refused",
                "größe unbekannt | größe unbekannt",
            })
    void wordsAreShown(String text, String shown) {
        assertThat(ServerText.shown(text)).isEqualTo(shown);
    }

    @Test
    void aTextIsOneLineWithoutControlCharacters() {
        assertThat(ServerText.shown(" a\r\n[bp-secrets] ERROR\t\u001b[31mb\u0000\u0085c\u2028d\u202ee\ud83d\udd11 "))
                .isEqualTo("a [bp-secrets] ERROR [31mb c d e");
    }

    @Test
    void whatIsTooLongForAMessageIsNotShown() {
        assertThat(ServerText.shown("a ".repeat(2001))).isEqualTo("(hidden)");
        assertThat(ServerText.shown("")).isEmpty();
    }
}
