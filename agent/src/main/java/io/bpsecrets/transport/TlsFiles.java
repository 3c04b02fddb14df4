package io.bpsecrets.transport;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * TLS as the files on disk have it now. One context serves all connections, so that sessions are resumed; it is made anew when
 * the contents of a file change. Contents and not times are compared: a symbolic link that is swapped, a copy that keeps its
 * time and two writes within one tick of the file system's clock are all seen.
 */
public final class TlsFiles {
    private final String caFile;
    private final String certFile;
    private final String keyFile;
    private final String serverName;
    private final boolean verify;
    private final JvmAtStart start;
    private OwnProviders providers;
    private Tls tls;
    private byte[] digest;
    private String lastWarning;
    private String warning;

    /**
     * @param caFile PEM with one certificate or many; null for the JVM's own CAs
     * @param certFile PEM with the client's certificate and its chain, the client's first; null for none
     * @param keyFile PEM with the certificate's private key; null where certFile holds it too
     * @param serverName the name to ask for and to find in the certificate; null for the host that is connected to
     * @param verify false trusts any certificate: for a development server only
     * @param start what the JVM was told before main
     */
    public TlsFiles(
            String caFile, String certFile, String keyFile, String serverName, boolean verify, JvmAtStart start) {
        this.caFile = caFile;
        this.certFile = certFile;
        this.keyFile = keyFile;
        this.serverName = serverName;
        this.verify = verify;
        this.start = start;
    }

    /** @throws IOException where the files were never good; the text names key and file */
    synchronized Tls current() throws IOException {
        if (providers == null) {
            providers = OwnProviders.of(start);
        }
        Object before = providers.begin();
        try {
            return read();
        } catch (LinkageError e) {
            throw OwnProviders.broken(e);
        } finally {
            providers.end(before);
        }
    }

    private Tls read() throws IOException {
        try {
            PemFile ca = caFile == null || !verify ? null : PemFile.read("{ca-file}", caFile);
            PemFile cert = certFile == null ? null : PemFile.read("{client-file}", certFile);
            PemFile key = certFile == null || keyFile == null ? cert : PemFile.read("{key-file}", keyFile);
            byte[] now = digest(ca, cert, key);
            if (tls == null || !Arrays.equals(now, digest)) {
                ClientCertificate client = cert == null ? null : ClientCertificate.of(cert, key);
                tls = verify
                        ? Tls.trusting(providers, start, ca == null ? null : ca.certificates(), client, serverName)
                        : Tls.trustingAnybody(providers, start, client, serverName);
                digest = now;
            }
            lastWarning = null;
        } catch (IOException e) {
            if (tls == null) {
                throw e;
            }
            keep(e.getMessage());
        }
        return tls;
    }

    /** A file that is being written looks broken for a moment: the old context serves on, and the next connection looks again. */
    private void keep(String why) {
        if (!why.equals(lastWarning)) {
            lastWarning = why;
            warning = why + "; the TLS settings read before stay in use";
        }
    }

    synchronized String warning() {
        String text = warning;
        warning = null;
        return text;
    }

    private static byte[] digest(PemFile... files) throws IOException {
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
