package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    Path folder;

    @Test
    void theJvmsOwnAuthoritiesAreTheBuiltInOnes() throws IOException {
        assertThat(Tls.trusting(null)).isNotNull();
    }

    @Test
    void aMissingFileIsNamed() {
        String file = folder.resolve("ca.pem").toString();
        assertThatIOException()
                .isThrownBy(() -> Tls.trusting(file))
                .withMessage("vault.ca-cert " + file + " cannot be read");
    }

    @Test
    void anEmptyFileIsNamed() throws IOException {
        String file = Files.createFile(folder.resolve("ca.pem")).toString();
        assertThatIOException()
                .isThrownBy(() -> Tls.trusting(file))
                .withMessage("vault.ca-cert " + file + " holds no certificate");
    }

    @Test
    void aFileOfSomethingElseIsNamed() throws IOException {
        String file = Files.writeString(
                        folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
                .toString();
        assertThatIOException()
                .isThrownBy(() -> Tls.trusting(file))
                .withMessage("vault.ca-cert " + file + " is not a PEM file of certificates");
    }
}
