package io.bpsecrets.chain;

import java.util.Locale;

/** A path all of whose fields become secrets, named after the path and the field. */
public final class Import {
    /** The field that needs no name of its own: a secret that is just one value. */
    static final String VALUE_FIELD = "value";

    private final SecretPath path;
    private final boolean tree;
    private final String prefix;

    /** @param tree true for {@code path/*}: every secret below, at any depth */
    public Import(SecretPath path, boolean tree) {
        this.path = path;
        this.tree = tree;
        this.prefix = upperSnake(path.path());
    }

    public SecretPath path() {
        return path;
    }

    public boolean tree() {
        return tree;
    }

    /** True for a name that this import may turn out to have; whether it does is known once Vault has answered. */
    boolean mayName(String name, boolean ignoreCase) {
        return name.regionMatches(ignoreCase, 0, prefix, 0, prefix.length())
                && (name.length() == prefix.length() || prefix.isEmpty() || name.charAt(prefix.length()) == '_');
    }

    /** {@code database/postgres} and {@code username} give DATABASE_POSTGRES_USERNAME; a field {@code value} adds nothing. */
    static String name(SecretPath path, String field) {
        String base = upperSnake(path.path());
        if (field.equals(VALUE_FIELD) && !base.isEmpty()) {
            return base;
        }
        return base.isEmpty() ? upperSnake(field) : base + "_" + upperSnake(field);
    }

    private static String upperSnake(String text) {
        StringBuilder name = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            name.append(plain ? c : '_');
        }
        return name.toString().toUpperCase(Locale.ROOT);
    }
}
