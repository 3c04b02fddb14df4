package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class KeyGroupsTest {
    @Test
    void serversSayItByAnAlertOrByHangingUp() {
        assertThat(KeyGroups.mayBeWhy(new SSLHandshakeException("Received fatal alert: handshake_failure")))
                .isTrue();
        assertThat(KeyGroups.mayBeWhy(new SocketException("Connection reset"))).isTrue();
        assertThat(KeyGroups.mayBeWhy(new SSLException("closed", new EOFException())))
                .isTrue();
    }

    @Test
    void silenceAndCertificatesAreOtherMatters() {
        assertThat(KeyGroups.mayBeWhy(new SocketTimeoutException("x"))).isFalse();
        IOException wrong = new SSLHandshakeException("x");
        wrong.initCause(new CertificateException("x"));
        assertThat(KeyGroups.mayBeWhy(wrong)).isFalse();
    }

    @Test
    void theyCanBeChosenSinceJava20() {
        assertThat(KeyGroups.CAN_BE_CHOSEN).isEqualTo(Runtime.version().feature() >= 20);
    }
}
