package io.bpsecrets.chain;

/** A required secret that no source has. Its text names the secret and what each source said. */
public final class SecretNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SecretNotFoundException(Entry entry) {
        super(entry.secret().name() + " is required (bp-secrets) and was not found: " + entry.reasons());
    }
}
