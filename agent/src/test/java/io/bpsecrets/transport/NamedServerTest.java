package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Authority;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is enough without the JDK's own check; TlsIT and the fault matrix have what the two say together. */
class NamedServerTest {
    @TempDir
    Path folder;

    @Test
    void aNameThatStandsInTheCertificateIsEnough() throws Exception {
        X509Certificate certificate = certificate("san=dns:vault.example.com,ip:127.0.0.1,ip:::1");
        assertThat(NamedServer.isNamed(certificate, "vault.example.com")).isTrue();
        assertThat(NamedServer.isNamed(certificate, "Vault.Example.COM")).isTrue();
        assertThat(NamedServer.isNamed(certificate, "127.0.0.1")).isTrue();
        assertThat(NamedServer.isNamed(certificate, "::1")).isTrue();
        assertThat(NamedServer.isNamed(certificate, "0:0:0:0:0:0:0:1")).isTrue();
    }

    @Test
    void nothingElseIs() throws Exception {
        X509Certificate certificate = certificate("san=dns:vault.example.com,ip:127.0.0.1");
        for (String other : new String[] {
            "example.com", "a.vault.example.com", "vault.example.org", "vaultxexample.com", "", "127.0.0.2", "::1"
        }) {
            assertThat(NamedServer.isNamed(certificate, other)).as(other).isFalse();
        }
        assertThat(NamedServer.isNamed(certificate, null)).isFalse();
    }

    /** A wildcard is the JDK's matter, which knows the public suffixes. */
    @Test
    void aWildcardIsNot() throws Exception {
        assertThat(NamedServer.isNamed(certificate("san=dns:*.example.com"), "vault.example.com"))
                .isFalse();
    }

    @Test
    void anAddressInTheFormOfANameIsNot() throws Exception {
        assertThat(NamedServer.isNamed(certificate("san=dns:127.0.0.1"), "127.0.0.1"))
                .isFalse();
    }

    @Test
    void aCommonNameIsNot() throws Exception {
        assertThat(NamedServer.isNamed(certificate("ku=digitalSignature"), "server"))
                .isFalse();
    }

    private X509Certificate certificate(String extension) {
        return (X509Certificate)
                Authority.create(folder).issue("EC", "-ext", extension).chain().get(0);
    }
}
