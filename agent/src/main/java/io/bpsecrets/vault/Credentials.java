package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.Credential;
import io.bpsecrets.config.LoginPart;
import io.bpsecrets.config.VaultSettings;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The user's credentials, read where they lie at the moment they are needed, so that a replaced file is taken up. */
final class Credentials {
    private static final int MAX_BYTES = 64 << 10;

    private final VaultSettings settings;

    Credentials(VaultSettings settings) {
        this.settings = settings;
    }

    String token() throws VaultFailure {
        String token = settings.text(Credential.TOKEN);
        if (token != null) {
            return header(token, "vault.token");
        }
        String named = settings.file(Credential.TOKEN);
        if (named != null) {
            return header(text(new File(named), "vault.token-file"), "vault.token-file");
        }
        File home = new File(System.getProperty("user.home", ""), ".vault-token");
        if (!home.isFile()) {
            throw new VaultFailure(
                    Outcome.BAD_CONFIG,
                    "no token is given; set VAULT_TOKEN, vault.token-file, or VAULT_ROLE_ID and VAULT_SECRET_ID for AppRole");
        }
        return header(text(home, "the token file"), "the token file");
    }

    /** @return null where none is given, which {@link LoginPart#required} has allowed or which has a usual file */
    String text(LoginPart part) throws VaultFailure {
        String given = settings.text(part.credential());
        if (given != null) {
            return given;
        }
        String named = settings.file(part.credential());
        if (named == null && part.usualFile() == null) {
            return null;
        }
        String key = VaultSettings.fileKey(part.credential());
        return text(new File(named == null ? part.usualFile() : named), key);
    }

    /** What the client certificate's file holds now. */
    String certificate() throws VaultFailure {
        String named = settings.clientCert();
        return named == null ? "" : text(new File(named), "vault.client-cert");
    }

    private static String text(File file, String key) throws VaultFailure {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = new FileInputStream(file)) {
            byte[] buffer = new byte[1024];
            for (int n = in.read(buffer); n >= 0 && bytes.size() < MAX_BYTES; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
            }
        } catch (IOException e) {
            String why = file.exists() ? file.canRead() ? "" : " (no permission)" : " (no such file)";
            throw new VaultFailure(Outcome.BAD_CONFIG, key + " " + file.getAbsolutePath() + " cannot be read" + why);
        }
        String text = new String(bytes.toByteArray(), StandardCharsets.UTF_8).trim();
        if (text.isEmpty()) {
            throw new VaultFailure(Outcome.BAD_CONFIG, key + " " + file.getAbsolutePath() + " is empty");
        }
        return text;
    }

    /** A line end in a token would end the header and begin another. */
    static String header(String token, String key) throws VaultFailure {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) <= ' ' || token.charAt(i) > '~') {
                throw new VaultFailure(Outcome.BAD_CONFIG, key + " holds something that is not a token");
            }
        }
        return token;
    }
}
