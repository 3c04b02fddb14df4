package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:8200,            false, localhost,     8200, ''",
        "https://vault.example.com,        true,  vault.example.com, 443, ''",
        "http://vault,                     false, vault,         80,   ''",
        "HTTPS://vault:8200/,              true,  vault,         8200, ''",
        "https://vault:8200///,            true,  vault,         8200, ''",
        "https://vault:8200/v1,            true,  vault,         8200, ''",
        "https://vault:8200/v1/,           true,  vault,         8200, ''",
        "https://gate/team/vault/,         true,  gate,          443,  /team/vault",
        "https://gate/vault/v1,            true,  gate,          443,  /vault",
        "https://gate/vault/v1/,           true,  gate,          443,  /vault",
        "https://gate/vaultv1,             true,  gate,          443,  /vaultv1",
        "http://[::1]:8200,                false, [::1],         8200, ''",
        "https://[2001:db8::7],            true,  [2001:db8::7], 443,  ''",
        "http://10.0.0.1:1,                false, 10.0.0.1,      1,    ''",
        "http://10.0.0.1:65535,            false, 10.0.0.1,      65535, ''",
    })
    void parts(String text, boolean tls, String host, int port, String path) {
        Address address = Address.parse(text);
        assertThat(Address.problem(text)).isNull();
        assertThat(address.tls()).isEqualTo(tls);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.path()).isEqualTo(path);
        assertThat(address).hasToString((tls ? "https://" : "http://") + host + ":" + port + path);
    }

    @ParameterizedTest
    @CsvSource({
        "vault:8200,               must begin with https:// or http://",
        "localhost,                must begin with https:// or http://",
        "ftp://vault,              must begin with https:// or http://",
        "http:/vault,              must begin with https:// or http://",
        "http://,                  'has no host, or an IPv6 host without [ ]'",
        "http://:8200,             'has no host, or an IPv6 host without [ ]'",
        "https:///v1,              'has no host, or an IPv6 host without [ ]'",
        "http://::1:8200,          'has no host, or an IPv6 host without [ ]'",
        "http://[::1:8200,         'has no host, or an IPv6 host without [ ]'",
        "http://[abc:8200,         'has no host, or an IPv6 host without [ ]'",
        "http://[],                'has no host, or an IPv6 host without [ ]'",
        "http://[]:8200,           'has no host, or an IPv6 host without [ ]'",
        "http://abc]:8200,         'has no host, or an IPv6 host without [ ]'",
        "http://v:+82,             has a port that is not a number from 1 to 65535",
        "http://vault:0,           has a port that is not a number from 1 to 65535",
        "http://vault:65536,       has a port that is not a number from 1 to 65535",
        "http://vault:-1,          has a port that is not a number from 1 to 65535",
        "http://vault:,            has a port that is not a number from 1 to 65535",
        "http://vault:http,        has a port that is not a number from 1 to 65535",
        "http://me:pw@vault:8200,  'must be a plain URL: scheme, host, port (no user, query or blank)'",
        "http://vault/?a=b,        'must be a plain URL: scheme, host, port (no user, query or blank)'",
        "http://vault/#a,          'must be a plain URL: scheme, host, port (no user, query or blank)'",
        "http://va ult,            'must be a plain URL: scheme, host, port (no user, query or blank)'",
        "http://väult,             'must be a plain URL: scheme, host, port (no user, query or blank)'",
    })
    void refused(String text, String problem) {
        assertThat(Address.problem(text)).isEqualTo(problem);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse(text))
                .withMessage(problem);
    }
}
