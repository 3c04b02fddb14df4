package io.bpsecrets.chain;

import java.util.Locale;

/** A path in Vault whose fields all become secrets. Their names are made of the path and the field. */
public final class Import {
    /** The field of a secret that is only one value: it adds nothing to the name. */
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

    /** True if all secrets below the root that paths are relative to are imported: then any name may come of it. */
    public boolean takesAll() {
        return tree && path.path().isEmpty();
    }

    /** As the user wrote it. */
    @Override
    public String toString() {
        String text = path.toString();
        return !tree ? text : path.path().isEmpty() ? "*" : text + "/*";
    }

    /** True for a secret that this import brings, if Vault has it. */
    boolean covers(SecretPath secret) {
        if (!tree) {
            return path.equals(secret);
        }
        boolean below = path.path().isEmpty() || secret.path().startsWith(path.path() + "/");
        return below && path.absolute() == secret.absolute();
    }

    /** Where this name may be if the field is written in small letters, as most are. The path of a tree is not known: no path ends in a star. */
    FieldReference supposed(String name) {
        int from = prefix.isEmpty() ? 0 : prefix.length() + 1;
        String field = name.length() > from ? name.substring(from).toLowerCase(Locale.ROOT) : VALUE_FIELD;
        return FieldReference.supposed(tree ? path.child("*") : path, field);
    }

    /** True if the name is not simply the text in capitals, because the text has a sign that is no letter, no digit and not usual between words. */
    static boolean isOdd(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isPlain(c) && c != '_' && c != '-' && c != '.' && c != '/') {
                return true;
            }
        }
        return false;
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** True for a name that this import may have. Whether it has the name is known when Vault has answered. */
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

    /** Of a name that has no line of its own. */
    static String fileName(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String upperSnake(String text) {
        StringBuilder name = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            name.append(isPlain(c) ? c : '_');
        }
        return name.toString().toUpperCase(Locale.ROOT);
    }
}
