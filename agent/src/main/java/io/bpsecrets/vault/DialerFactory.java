package io.bpsecrets.vault;

import io.bpsecrets.config.ProxyAddress;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.Dialer;
import io.bpsecrets.transport.HttpProxy;
import io.bpsecrets.transport.JvmAtStart;
import io.bpsecrets.transport.TlsFiles;

/** From what the user set to what opens connections: the transport knows no settings. */
final class DialerFactory {
    private DialerFactory() {}

    /** Made once for all rounds: it holds the TLS sessions. */
    static Dialer dialer(VaultSettings settings, JvmAtStart jvm) {
        TlsFiles tls = new TlsFiles(
                settings.caCert(),
                settings.clientCert(),
                settings.clientKey(),
                settings.serverName(),
                !settings.skipVerify(),
                jvm);
        ProxyAddress proxy = settings.proxy();
        return new Dialer(
                settings.connectTimeoutMillis(),
                settings.readTimeoutMillis(),
                tls,
                proxy == null ? null : new HttpProxy(proxy.host(), proxy.port(), proxy.credentials()));
    }
}
