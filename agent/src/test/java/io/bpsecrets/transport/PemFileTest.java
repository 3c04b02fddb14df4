package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.bpsecrets.harness.Authority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFileTest {
    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private static Authority authority;
    private static Authority.Identity ec;
    private static Authority.Identity rsa;

    private Path file;

    @BeforeAll
    static void certificates() {
        authority = Authority.create(made);
        ec = authority.issue("EC");
        rsa = authority.issue("RSA");
    }

    @BeforeEach
    void nothingWritten() {
        file = folder.resolve("a.pem");
    }

    @Test
    void certificatesAreThoseOfTheFileInItsOrderWhateverElseIsThere() throws IOException {
        write("a comment\n" + ec.keyPem() + ec.certPem() + "more\r\n"
                + rsa.certPem().replace("\n", "\r\n"));
        Certificate ca = authority.certificate();
        assertThat(read().certificates())
                .isEqualTo(List.of(ec.chain().get(0), ca, rsa.chain().get(0), ca));
    }

    @Test
    void aFileOfOneDerCertificateIsTakenToo() throws Exception {
        Files.write(file, authority.certificate().getEncoded());
        assertThat(read().certificates()).isEqualTo(List.of(authority.certificate()));
    }

    @Test
    void aMissingFileIsNamed() {
        assertBroken("cannot be read (no such file)", this::read);
    }

    @Test
    void anEmptyFileIsNamed() throws IOException {
        write("");
        assertBroken("holds no certificate", () -> read().certificates());
    }

    @Test
    void aFileOfKeysOnlyIsNamed() throws IOException {
        write(ec.keyPem());
        assertBroken("holds no certificate", () -> read().certificates());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n",
                "no PEM at all",
            })
    void aFileOfSomethingElseIsNamed(String contents) throws IOException {
        write(contents);
        assertBroken("is not a PEM file of certificates", () -> read().certificates());
    }

    @Test
    void aFileThatIsWrittenToThisMomentIsCut() throws IOException {
        String whole = ec.certPem();
        for (int length : new int[] {12, 20, whole.length() / 2, whole.length() - 3}) {
            write(whole.substring(0, length));
            assertBroken("is cut: a block has no end", () -> read().certificates());
        }
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        write("x".repeat((1 << 20) + 1));
        assertBroken("cannot be read (it is larger than 1 MiB)", this::read);
    }

    @Test
    void keysOfAllThreeFormsAreTaken() throws IOException {
        for (Authority.Identity one : new Authority.Identity[] {ec, rsa}) {
            for (String key : new String[] {one.keyPem(), one.oldKeyPem()}) {
                write(one.certPem() + key);
                assertThat(read().privateKey(one.chain().get(0).getPublicKey())).isEqualTo(one.key());
            }
        }
    }

    @Test
    void theTwoOldFormsAreWhatTheyAreMeantToBe() {
        assertThat(rsa.oldKeyPem()).startsWith("-----BEGIN RSA PRIVATE KEY-----\nMII");
        assertThat(ec.oldKeyPem()).startsWith("-----BEGIN EC PRIVATE KEY-----\nM");
    }

    @Test
    void aKeyOfAnotherCertificateIsNamed() throws IOException {
        for (Authority.Identity other : new Authority.Identity[] {rsa, authority.issue("EC")}) {
            for (String key : new String[] {other.keyPem(), other.oldKeyPem()}) {
                write(key);
                assertBroken(
                        "holds a private key that is damaged or does not belong to the client certificate",
                        () -> read().privateKey(ec.chain().get(0).getPublicKey()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\n\n-----END EC PRIVATE KEY-----\n",
            })
    void aDamagedKeyIsNamed(String contents) throws IOException {
        write(contents);
        assertBroken(
                "holds a private key that is damaged or does not belong to the client certificate",
                () -> read().privateKey(ec.chain().get(0).getPublicKey()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n",
            })
    void anEncryptedKeyIsAnErrorWithTheCommandThatDecrypts(String contents) throws IOException {
        write(contents);
        assertBroken(
                "is encrypted; decrypt it with: openssl pkey -in " + file + " -out KEY.pem",
                () -> read().privateKey(ec.chain().get(0).getPublicKey()));
    }

    @Test
    void aFileWithoutAKeyIsNamed() throws IOException {
        write(ec.certPem());
        assertBroken(
                "holds no private key; name the file that does in \0{key-file}",
                () -> read().privateKey(ec.chain().get(0).getPublicKey()));
    }

    private void write(String contents) throws IOException {
        Files.writeString(file, contents);
    }

    private PemFile read() throws IOException {
        return PemFile.read("vault.some-key", file.toString());
    }

    private void assertBroken(String what, ThrowingCallable call) {
        assertThatIOException().isThrownBy(call).withMessage("vault.some-key " + file + " " + what);
    }
}
