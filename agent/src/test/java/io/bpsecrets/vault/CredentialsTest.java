package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.AuthMethod;
import io.bpsecrets.config.LoginPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    private static final LoginPart ROLE_ID = AuthMethod.APPROLE.parts().get(0);
    private static final LoginPart SECRET_ID = AuthMethod.APPROLE.parts().get(1);

    private static final String TOKEN = "; the token is given by vault.token, vault.token-file or VAULT_TOKEN";
    private static final String SECRET =
            "; the secret id is given by vault.secret-id, vault.secret-id-file or VAULT_SECRET_ID";

    @TempDir
    Path folder;

    @Test
    void theTokenItselfGoesBeforeItsFile() throws Exception {
        String file = write("t", "from file");
        Credentials both = new Credentials(Vaults.settings("VAULT_TOKEN", "hvs.t", "vault.token-file", file));
        assertThat(both.token()).isEqualTo("hvs.t");
    }

    @Test
    void aTokenFileIsReadAgainEveryTimeAndTrimmed() throws Exception {
        String file = write("t", " hvs.one\r\n");
        Credentials credentials = new Credentials(Vaults.settings("vault.token-file", file));
        assertThat(credentials.token()).isEqualTo("hvs.one");
        write("t", "hvs.two");
        assertThat(credentials.token()).isEqualTo("hvs.two");
    }

    @Test
    void aTokenThatWouldBeginAnotherHeaderIsRefusedUnseen() throws Exception {
        for (String bad : new String[] {"canary\nX-Vault-Token: other", "canary two", "canary\u00e4", "canary\u007f"}) {
            Credentials credentials = new Credentials(Vaults.settings("vault.token-file", write("t", bad)));
            assertBad(credentials::token, "vault.token-file holds something that is not a token");
        }
    }

    @Test
    void filesThatAreMissingOrEmptyAreNamed() throws Exception {
        String gone = folder.resolve("gone").toString();
        Credentials missing = new Credentials(
                Vaults.settings("vault.token-file", gone, "vault.role-id-file", gone, "vault.secret-id-file", gone));
        assertBad(missing::token, "vault.token-file " + gone + " cannot be read (no such file)" + TOKEN);
        assertBad(
                () -> missing.text(ROLE_ID),
                "vault.role-id-file " + gone
                        + " cannot be read (no such file); the role id is given by vault.role-id, vault.role-id-file or VAULT_ROLE_ID");
        assertBad(
                () -> missing.text(SECRET_ID),
                "vault.secret-id-file " + gone + " cannot be read (no such file)" + SECRET);
        String empty = write("empty", " \n");
        Credentials nothing = new Credentials(Vaults.settings("vault.secret-id-file", empty));
        assertBad(() -> nothing.text(SECRET_ID), "vault.secret-id-file " + empty + " is empty" + SECRET);
    }

    @Test
    void onlyARegularAndSmallFileIsRead() throws Exception {
        Credentials directory = new Credentials(Vaults.settings("vault.token-file", folder.toString()));
        assertBad(
                directory::token,
                "vault.token-file " + folder + " cannot be read (it is a directory; name a file)" + TOKEN);
        Credentials device = new Credentials(Vaults.settings("vault.token-file", "/dev/zero"));
        assertBad(
                device::token,
                "vault.token-file /dev/zero cannot be read (it is a pipe or a device; name a regular file, or a link to one)"
                        + TOKEN);
        String large = write("large", "x".repeat((1 << 20) + 1));
        Credentials huge = new Credentials(Vaults.settings("vault.secret-id-file", large));
        assertBad(
                () -> huge.text(SECRET_ID),
                "vault.secret-id-file " + large + " cannot be read (it is larger than 1 MiB)" + SECRET);
    }

    @Test
    void aRoleMayHaveNoSecretId() throws Exception {
        assertThat(new Credentials(Vaults.settings("vault.role-id", "r")).text(SECRET_ID))
                .isNull();
        assertThat(new Credentials(Vaults.settings("vault.role-id", "r")).text(ROLE_ID))
                .isEqualTo("r");
        assertThat(new Credentials(Vaults.settings("VAULT_SECRET_ID", "s")).text(SECRET_ID))
                .isEqualTo("s");
    }

    private static void assertBad(ThrowingCallable read, String text) {
        assertThatExceptionOfType(VaultFailure.class)
                .isThrownBy(read)
                .withMessage(text)
                .withNoCause()
                .satisfies(e -> assertThat(e.outcome()).isEqualTo(Outcome.NO_CREDENTIAL));
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
