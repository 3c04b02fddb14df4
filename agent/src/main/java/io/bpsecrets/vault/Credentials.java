package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.Credential;
import io.bpsecrets.config.LoginPart;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.disk.SmallFile;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The user's credentials. Each is read at the moment when it is needed, so that a replaced file is taken up. */
final class Credentials {
    private final VaultSettings settings;
    private final OwnCredentials own;

    Credentials(VaultSettings settings) {
        this.settings = settings;
        this.own = new OwnCredentials(settings);
    }

    /** All that this JVM has logged in with so far. */
    OwnCredentials own() {
        return own;
    }

    String token() throws VaultFailure {
        String token = settings.text(Credential.TOKEN);
        if (token != null) {
            return header(token, "vault.token");
        }
        String named = settings.file(Credential.TOKEN);
        if (named != null) {
            return header(text(new File(named), "vault.token-file", Credential.TOKEN), "vault.token-file");
        }
        File home = new File(VaultSettings.usualTokenFile());
        if (!home.exists()) {
            throw new VaultFailure(
                    Outcome.NO_CREDENTIAL,
                    "no token is given: " + Credential.TOKEN.keys() + " is not set, and there is no file " + home
                            + "; set one of them, or VAULT_ROLE_ID and VAULT_SECRET_ID for AppRole");
        }
        return header(text(home, "the token file", Credential.TOKEN), "the token file");
    }

    /** @return null if none is given: {@link LoginPart#required} has allowed that */
    @Nullable
    String text(LoginPart part) throws VaultFailure {
        String given = settings.text(part.credential());
        if (given != null) {
            return given;
        }
        String set = settings.file(part.credential());
        String named = set == null ? part.usualFile() : set;
        if (named == null) {
            return null;
        }
        String key = VaultSettings.fileKey(part.credential());
        String text = text(new File(named), key, part.credential());
        own.add(part.credential(), text);
        return text;
    }

    /**
     * What the client certificate's file holds now.
     *
     * @throws VaultFailure if it, or its key's file, cannot be read
     */
    String certificate() throws VaultFailure {
        String named = settings.clientCert();
        if (named == null) {
            return "";
        }
        if (settings.clientKey() != null) {
            text(new File(settings.clientKey()), "vault.client-key", null);
        }
        return text(new File(named), "vault.client-cert", null);
    }

    /** @param credential whose keys are named in a failure */
    private static String text(File file, String key, @Nullable Credential credential) throws VaultFailure {
        String why = " is empty";
        try {
            String text = new String(SmallFile.read(file), StandardCharsets.UTF_8).trim();
            if (!text.isEmpty()) {
                return text;
            }
        } catch (IOException e) {
            why = " cannot be read (" + e.getMessage() + ")";
        }
        String advice = credential == null ? "" : "; the " + credential.what() + " is given by " + credential.keys();
        throw new VaultFailure(Outcome.NO_CREDENTIAL, key + " " + shown(file) + why + advice);
    }

    /** The path of the file. It is not shown if somebody has given the secret itself as the name of its file. */
    private static String shown(File file) {
        String shown = Redaction.file(file.getPath());
        return shown.equals(file.getPath()) ? file.getAbsolutePath() : shown;
    }

    /** A line end in a token would end the header and begin another. */
    static String header(String token, String key) throws VaultFailure {
        if (!isHeader(token)) {
            throw new VaultFailure(Outcome.NO_CREDENTIAL, key + " holds something that is not a token");
        }
        return token;
    }

    /** True for a text of visible ASCII characters, as tokens have, whoever they come from. */
    static boolean isHeader(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Log.isVisibleAscii(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
