package io.bpsecrets.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Takes TLS off, as a load balancer does, and hands on to a server that speaks plain HTTP on loopback. */
public final class TlsHop implements AutoCloseable {
    /**
     * A handshake that succeeded.
     *
     * @param names what the client asked for by SNI
     * @param client the subject of the client's certificate; empty where it showed none
     * @param session the identifier; in TLS 1.2 the same again where a session was resumed
     */
    public record SeenHandshake(List<String> names, String protocol, Optional<String> client, String session) {}

    private final ServerSocket server;
    private final int target;
    private final String[] protocols;
    private final List<SeenHandshake> handshakes = new CopyOnWriteArrayList<>();
    private volatile SSLContext context;
    private volatile boolean wantsClient;

    private TlsHop(ServerSocket server, int target, String... protocols) {
        this.server = server;
        this.target = target;
        this.protocols = protocols;
    }

    /**
     * Listens on 127.0.0.1.
     *
     * @param target the plain server's port on loopback
     * @param protocols those it speaks; none for TLS 1.3 and 1.2
     */
    public static TlsHop start(int target, Authority.Identity identity, String... protocols) {
        return start("127.0.0.1", target, identity, protocols);
    }

    /** @param listen which loopback address */
    public static TlsHop start(String listen, int target, Authority.Identity identity, String... protocols) {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName(listen));
            TlsHop hop = new TlsHop(server, target, protocols);
            hop.shows(identity);
            hop.daemon(hop::accept);
            return hop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the next connection on it shows this certificate; no session of before is resumed. */
    public void shows(Authority.Identity identity) {
        context = context(identity, null);
        wantsClient = false;
    }

    /** From the next connection on it wants a certificate that this CA signed. */
    public void wants(Authority clients, Authority.Identity identity) {
        context = context(identity, clients);
        wantsClient = true;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Those that succeeded, in their order; a client has an answer only after its handshake is here. */
    public List<SeenHandshake> handshakes() {
        return handshakes;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket plain = server.accept();
                daemon(() -> serve(plain));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket plain) {
        try (plain;
                SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, false)) {
            socket.setUseClientMode(false);
            socket.setNeedClientAuth(wantsClient);
            if (protocols.length > 0) {
                socket.setEnabledProtocols(protocols);
            }
            socket.startHandshake();
            handshakes.add(handshake((ExtendedSSLSession) socket.getSession()));
            try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), target)) {
                Thread back = daemon(() -> copy(onward, socket));
                copy(socket, onward);
                back.join();
            }
        } catch (IOException e) {
            // The client did not like it; what it made of that is the test's matter.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SeenHandshake handshake(ExtendedSSLSession session) {
        List<String> names = session.getRequestedServerNames().stream()
                .map(name -> ((SNIHostName) name).getAsciiName())
                .toList();
        return new SeenHandshake(
                names, session.getProtocol(), client(session), HexFormat.of().formatHex(session.getId()));
    }

    private static Optional<String> client(ExtendedSSLSession session) {
        try {
            X509Certificate first = (X509Certificate) session.getPeerCertificates()[0];
            return Optional.of(first.getSubjectX500Principal().getName());
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** Until one side ends; then both are closed, so that the copy in the other direction ends too. */
    static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // Either side may go at any time.
        }
    }

    private Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "tls hop");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static SSLContext context(Authority.Identity identity, Authority clients) {
        try {
            char[] password = "changeit".toCharArray();
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    "server", identity.key(), password, identity.chain().toArray(new Certificate[0]));
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, password);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            if (clients != null) {
                trusted.setCertificateEntry("clients", clients.certificate());
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), clients == null ? null : trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
