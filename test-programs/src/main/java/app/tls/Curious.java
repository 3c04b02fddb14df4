package app.tls;

import java.security.Provider;

/** Has nothing, and says on stderr who looked. */
public final class Curious extends Provider {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("deprecation")
    public Curious() {
        super("Curious", 1.0, "of a library");
    }

    @Override
    public Service getService(String type, String algorithm) {
        System.err.println("looked for " + type + "." + algorithm);
        return null;
    }
}
