package io.bpsecrets.transport;

/** Dialers for tests that are not about TLS files or proxies. */
final class Dialers {
    private Dialers() {}

    /** No proxy; with TLS anybody is trusted. */
    static Dialer direct(int readTimeoutMillis) {
        return through(null, readTimeoutMillis);
    }

    /** @param proxy null for none */
    static Dialer through(HttpProxy proxy, int readTimeoutMillis) {
        return new Dialer(5_000, readTimeoutMillis, new TlsFiles(null, null, null, null, false), proxy);
    }

    static Dialer with(TlsFiles tls) {
        return new Dialer(5_000, 10_000, tls, null);
    }
}
