package io.bpsecrets.transport;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * Private keys in the three forms that openssl writes. The JDK reads PKCS#8 (RFC 5208) only; the older two, PKCS#1 (RFC 8017)
 * and SEC 1 (RFC 5915), are what PKCS#8 wraps, and lack only the algorithm's name, which the certificate has.
 */
final class PrivateKeys {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private PrivateKeys() {}

    /** @param label of the PEM block */
    static PrivateKey of(String label, byte[] der, PublicKey publicKey) throws GeneralSecurityException {
        byte[] pkcs8 = label.equals("PRIVATE KEY") ? der : pkcs8(algorithm(publicKey.getEncoded()), der);
        return KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Whether what one signs the other verifies: while a pair is replaced, the new certificate may lie beside the old key. */
    static boolean fit(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm = publicKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        byte[] anything = {1, 2, 3};
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(privateKey);
        signer.update(anything);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(publicKey);
        verifier.update(anything);
        return verifier.verify(signature);
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTETS, key));
    }

    /** The first element of a SubjectPublicKeyInfo (RFC 5280 section 4.1): identifier and parameters, such as the curve. */
    private static byte[] algorithm(byte[] publicKeyInfo) throws GeneralSecurityException {
        int from = contents(publicKeyInfo, 0);
        int inner = contents(publicKeyInfo, from);
        return Arrays.copyOfRange(publicKeyInfo, from, inner + length(publicKeyInfo, from));
    }

    /** Where the contents of the element at a position begin. */
    private static int contents(byte[] der, int at) throws GeneralSecurityException {
        if (at + 2 > der.length || der[at] != SEQUENCE) {
            throw new InvalidKeyException("not DER");
        }
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) throws GeneralSecurityException {
        int from = contents(der, at);
        if (from == at + 2) {
            return der[at + 1];
        }
        int length = 0;
        for (int i = at + 2; i < from; i++) {
            length = length << 8 | der[i] & 0xff;
        }
        return length;
    }

    private static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            // Two bytes of length are enough for any key, and longer than needed for small ones: DER wants the
            // shortest.
            if (length > 0xff) {
                out.write(0x82);
                out.write(length >> 8);
            } else {
                out.write(0x81);
            }
            out.write(length);
        }
        for (byte[] part : parts) {
            out.write(part, 0, part.length);
        }
        return out.toByteArray();
    }
}
