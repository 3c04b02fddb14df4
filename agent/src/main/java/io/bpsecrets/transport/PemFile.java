package io.bpsecrets.transport;

import io.bpsecrets.disk.SmallFile;
import io.bpsecrets.log.Redaction;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** A file of PEM blocks (RFC 7468) that the user named, read once and whole. No text holds anything of its contents. */
final class PemFile {
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    private final String key;
    private final String path;
    private final byte[] bytes;

    private PemFile(String key, String path, byte[] bytes) {
        this.key = key;
        this.path = path;
        this.bytes = bytes;
    }

    /** @param key the mark of the setting that names the file, for texts */
    static PemFile read(String key, String path) throws IOException {
        try {
            return new PemFile(key, path, SmallFile.read(new File(path)));
        } catch (IOException e) {
            throw new IOException(key + " " + Redaction.file(path) + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** With key and path in front of what is wrong. */
    IOException broken(String what) {
        return new IOException(key + " " + path + " " + what);
    }

    @Override
    public String toString() {
        return key + " " + path;
    }

    /** @return at least one, in the order of the file */
    List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> certificates = new ArrayList<X509Certificate>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks()) {
                if (block.label.equals("CERTIFICATE") || block.label.equals("X509 CERTIFICATE")) {
                    add(factory, block.contents(), certificates);
                }
            }
            // A file without any block may be DER, which is how some tools export a CA.
            if (certificates.isEmpty() && bytes.length > 0 && text().indexOf(BEGIN) < 0) {
                add(factory, bytes, certificates);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw broken("is not a PEM file of certificates");
        }
        if (certificates.isEmpty()) {
            throw broken("holds no certificate");
        }
        return certificates;
    }

    private static void add(CertificateFactory factory, byte[] der, List<X509Certificate> certificates)
            throws GeneralSecurityException {
        Collection<? extends Certificate> found = factory.generateCertificates(new ByteArrayInputStream(der));
        for (Certificate certificate : found) {
            certificates.add((X509Certificate) certificate);
        }
    }

    /**
     * The first private key of the file.
     *
     * @param publicKey the certificate's, whose algorithm the key must have
     */
    PrivateKey privateKey(PublicKey publicKey) throws IOException {
        for (Block block : blocks()) {
            if (!block.label.endsWith("PRIVATE KEY")) {
                continue;
            }
            if (block.label.startsWith("ENCRYPTED") || block.body.contains("ENCRYPTED")) {
                throw broken("is encrypted; decrypt it with: openssl pkey -in " + path + " -out KEY.pem");
            }
            try {
                PrivateKey found = PrivateKeys.of(block.label, block.contents(), publicKey);
                if (PrivateKeys.fit(found, publicKey)) {
                    return found;
                }
            } catch (GeneralSecurityException | RuntimeException e) {
                // A key of another algorithm cannot be told from a damaged one.
            }
            throw broken("holds a private key that is damaged or does not belong to the client certificate");
        }
        throw broken("holds no private key; name the file that does in \0{key-file}");
    }

    private String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private List<Block> blocks() throws IOException {
        String text = text();
        List<Block> blocks = new ArrayList<Block>();
        for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
            int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(at + BEGIN.length(), labelEnd);
            int end = labelEnd < 0 ? -1 : text.indexOf(DASHES + "END " + label + DASHES, labelEnd);
            if (end < 0) {
                throw broken("is cut: a block has no end");
            }
            blocks.add(new Block(label, text.substring(labelEnd + DASHES.length(), end)));
        }
        return blocks;
    }

    private static final class Block {
        final String label;
        final String body;

        Block(String label, String body) {
            this.label = label;
            this.body = body;
        }

        byte[] contents() {
            return Base64.getMimeDecoder().decode(body);
        }
    }
}
