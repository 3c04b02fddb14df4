package io.bpsecrets.transport;

import java.util.Map;

/** Dialers for tests that are not about TLS files or proxies. */
final class Dialers {
    /** As the JVM of the tests is. */
    static final JvmAtStart JVM = new JvmAtStart(Map.of(JvmAtStart.HOME, System.getProperty(JvmAtStart.HOME)), null);

    private Dialers() {}

    /** No proxy; with TLS anybody is trusted. */
    static Dialer direct(int readTimeoutMillis) {
        return through(null, readTimeoutMillis);
    }

    /** @param proxy null for none */
    static Dialer through(HttpProxy proxy, int readTimeoutMillis) {
        return new Dialer(5_000, readTimeoutMillis, new TlsFiles(null, null, null, null, false, JVM), proxy);
    }

    static Dialer with(TlsFiles tls) {
        return new Dialer(5_000, 10_000, tls, null);
    }
}
