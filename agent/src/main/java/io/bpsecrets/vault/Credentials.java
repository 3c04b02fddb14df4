package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
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
        if (settings.token() != null) {
            return header(settings.token(), "vault.token");
        }
        if (settings.tokenFile() != null) {
            return header(text(new File(settings.tokenFile()), "vault.token-file"), "vault.token-file");
        }
        File home = new File(System.getProperty("user.home", ""), ".vault-token");
        if (!home.isFile()) {
            throw new VaultFailure(
                    Outcome.BAD_CONFIG,
                    "no token is given; set VAULT_TOKEN, vault.token-file, or VAULT_ROLE_ID and VAULT_SECRET_ID for AppRole");
        }
        return header(text(home, "the token file"), "the token file");
    }

    String roleId() throws VaultFailure {
        return settings.roleId() != null
                ? settings.roleId()
                : text(new File(settings.roleIdFile()), "vault.role-id-file");
    }

    /** @return null where none is given, which a role with {@code bind_secret_id=false} allows */
    String secretId() throws VaultFailure {
        if (settings.secretId() != null) {
            return settings.secretId();
        }
        return settings.secretIdFile() == null ? null : text(new File(settings.secretIdFile()), "vault.secret-id-file");
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
    private static String header(String token, String key) throws VaultFailure {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) <= ' ' || token.charAt(i) > '~') {
                throw new VaultFailure(Outcome.BAD_CONFIG, key + " holds something that is not a token");
            }
        }
        return token;
    }
}
