package io.bpsecrets.config;

import io.bpsecrets.chain.FieldReference;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.log.Log;
import org.jspecify.annotations.Nullable;

/**
 * A variable's value that is a reference to the value: {@code vault:PATH#FIELD}, {@code vault:PATH#FIELD#VERSION}, each with an
 * optional {@code |default}. PATH is a whole API path. The syntax is that of bank-vaults
 * (https://bank-vaults.dev/docs/mutating-webhook/configuration/) and EnvProxy; the default is ours.
 */
final class EnvironmentReference {
    static final String PREFIX = "vault:";

    private final @Nullable FieldReference reference;
    private final @Nullable String defaultValue;
    private final @Nullable String problem;

    private EnvironmentReference(
            @Nullable FieldReference reference, @Nullable String defaultValue, @Nullable String problem) {
        this.reference = reference;
        this.defaultValue = defaultValue;
        this.problem = problem;
    }

    /**
     * @param text a whole value that begins with {@link #PREFIX}
     * @return null if the text is something else. {@code vault:8200}, a URL, and YAML belong to the program
     */
    static @Nullable EnvironmentReference of(String text) {
        int hash = text.indexOf('#');
        if (hash < 0) {
            return null;
        }
        String path = text.substring(PREFIX.length(), hash);
        int bar = text.indexOf('|', hash);
        String field = text.substring(hash + 1, bar < 0 ? text.length() : bar).trim();
        boolean ours = path.indexOf('/') >= 0
                && path.indexOf('|') < 0
                && !path.startsWith("//")
                && path.charAt(0) != ' '
                && isOneLine(path)
                && isOneLine(field);
        if (!ours) {
            return null;
        }
        try {
            return new EnvironmentReference(reference(path, field), bar < 0 ? null : text.substring(bar + 1), null);
        } catch (IllegalArgumentException e) {
            return new EnvironmentReference(null, null, e.getMessage());
        }
    }

    private static boolean isOneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Log.isControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static FieldReference reference(String path, String fieldAndVersion) {
        if (path.indexOf('?') >= 0) {
            throw new IllegalArgumentException("has a '?' in its path");
        }
        if (fieldAndVersion.contains("${")) {
            throw new IllegalArgumentException("has a template for its field, which is not supported");
        }
        int hash = fieldAndVersion.indexOf('#');
        String field = (hash < 0 ? fieldAndVersion : fieldAndVersion.substring(0, hash)).trim();
        if (field.isEmpty()) {
            throw new IllegalArgumentException("has no field behind '#'");
        }
        int version = hash < 0 ? SecretPath.LATEST : version(fieldAndVersion.substring(hash + 1));
        String plain = ReferenceParser.path(path, version).path();
        ReferenceParser.refuseReserved(plain);
        return new FieldReference(new SecretPath(plain, true, version), field);
    }

    private static int version(String text) {
        int version = ReferenceParser.number(text.trim());
        if (version < 1) {
            throw new IllegalArgumentException("has a version that is no number from 1");
        }
        return version;
    }

    /** @return null if there is a {@link #problem} */
    @Nullable
    FieldReference reference() {
        return reference;
    }

    @Nullable
    String defaultValue() {
        return defaultValue;
    }

    /** @return what is wrong, for people and without the text itself */
    @Nullable
    String problem() {
        return problem;
    }

    /** Without the default. */
    @Override
    public String toString() {
        return String.valueOf(reference == null ? problem : reference);
    }
}
