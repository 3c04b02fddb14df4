package io.bpsecrets.transport;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * TLS as the files on disk have it now. One context serves all connections, so that sessions are resumed; it is made anew when
 * the contents of a file change. Contents and not times are compared, so that a symbolic link that is swapped, a copy that keeps
 * its time and two writes within one tick of the file system's clock are all seen.
 */
public final class TlsFiles {
    private final @Nullable String caFile;
    private final @Nullable String certFile;
    private final @Nullable String keyFile;
    private final @Nullable String serverName;
    private final boolean verify;
    private final JvmAtStart start;
    private @Nullable OwnProviders providers;
    private @Nullable Tls tls;
    private byte @Nullable [] digest;
    private @Nullable String lastWarning;
    private @Nullable String warning;

    /**
     * @param caFile PEM with one certificate or many; null for the JVM's own CAs
     * @param certFile PEM with the client's certificate and its chain, the client's first
     * @param keyFile PEM with the certificate's private key; null if certFile holds it too
     * @param serverName the name to ask for and to find in the certificate; null for the host that is connected to
     * @param verify false trusts any certificate: for a development server only
     * @param start what the JVM was told before main
     */
    public TlsFiles(
            @Nullable String caFile,
            @Nullable String certFile,
            @Nullable String keyFile,
            @Nullable String serverName,
            boolean verify,
            JvmAtStart start) {
        this.caFile = caFile;
        this.certFile = certFile;
        this.keyFile = keyFile;
        this.serverName = serverName;
        this.verify = verify;
        this.start = start;
    }

    /** @throws IOException if the files were never good; the text names setting and file */
    synchronized Tls current() throws IOException {
        OwnProviders now = providers;
        if (now == null) {
            now = OwnProviders.of(start);
            providers = now;
        }
        Object before = now.begin();
        try {
            return read(now);
        } catch (LinkageError e) {
            throw OwnProviders.broken(e);
        } finally {
            now.end(before);
        }
    }

    private Tls read(OwnProviders own) throws IOException {
        try {
            PemFile ca = caFile == null || !verify ? null : PemFile.read("\0{ca-file}", caFile);
            PemFile cert = certFile == null ? null : PemFile.read("\0{client-file}", certFile);
            PemFile key = certFile == null || keyFile == null ? cert : PemFile.read("\0{key-file}", keyFile);
            byte[] now = digest(ca, cert, key);
            if (tls == null || !Arrays.equals(now, digest)) {
                ClientCertificate client = cert == null || key == null ? null : ClientCertificate.of(cert, key);
                tls = verify
                        ? Tls.trusting(own, start, ca == null ? null : ca.certificates(), client, serverName)
                        : Tls.trustingAnybody(own, start, client, serverName);
                digest = now;
            }
            lastWarning = null;
        } catch (IOException e) {
            if (tls == null) {
                throw e;
            }
            keep(String.valueOf(e.getMessage()));
        }
        return tls;
    }

    /** A file that is being written looks broken for a moment. The old context stays in use, and the next connection looks again. */
    private void keep(String why) {
        if (!why.equals(lastWarning)) {
            lastWarning = why;
            warning = why + "; the TLS settings read before stay in use";
        }
    }

    synchronized @Nullable String warning() {
        String text = warning;
        warning = null;
        return text;
    }

    private static byte[] digest(@Nullable PemFile... files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (PemFile file : files) {
                // Each by itself first, so that bytes cannot move from one file to the next unseen.
                digest.update(MessageDigest.getInstance("SHA-256").digest(file == null ? new byte[0] : file.bytes()));
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }
}
