package io.bpsecrets.chain;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One mapped name and its chain. */
public final class Secret {
    private final String name;
    private final String fileName;
    private final List<FieldReference> references;
    private final List<Source> order;
    private final @Nullable String defaultValue;
    private final boolean required;
    private final boolean explicit;
    private final boolean base64;
    private final boolean keepsRemoved;

    /**
     * @param fileName its file below the secrets directories
     * @param references alternatives in Vault, first found wins; empty if Vault has nothing for this name
     * @param defaultValue null for none
     * @param explicit true if the user named the references: then a line says when Vault lacks them
     * @param base64 true if its file holds the bytes that the value encodes
     * @param keepsRemoved see {@link #keepsRemoved}
     */
    public Secret(
            String name,
            String fileName,
            List<FieldReference> references,
            List<Source> order,
            @Nullable String defaultValue,
            boolean required,
            boolean explicit,
            boolean base64,
            boolean keepsRemoved) {
        this.name = name;
        this.fileName = fileName;
        this.references = Collections.unmodifiableList(references);
        this.order = Collections.unmodifiableList(order);
        this.defaultValue = defaultValue;
        this.required = required;
        this.explicit = explicit;
        this.base64 = base64;
        this.keepsRemoved = keepsRemoved;
    }

    public String name() {
        return name;
    }

    public String fileName() {
        return fileName;
    }

    public List<FieldReference> references() {
        return references;
    }

    public List<Source> order() {
        return order;
    }

    /** Null for none. */
    public @Nullable String defaultValue() {
        return defaultValue;
    }

    public boolean required() {
        return required;
    }

    public boolean explicit() {
        return explicit;
    }

    /** True if its file holds the bytes that the value encodes. */
    public boolean base64() {
        return base64;
    }

    /**
     * {@code on-removed=keep}: a value that was read is served on if Vault now says denied, no such path or no such field. False for
     * {@code drop}.
     */
    public boolean keepsRemoved() {
        return keepsRemoved;
    }

    /** The same secret from another origin in Vault, for a name that an import found. */
    public Secret from(FieldReference origin) {
        return new Secret(
                name,
                fileName,
                Collections.singletonList(origin),
                order,
                defaultValue,
                required,
                explicit,
                base64,
                keepsRemoved);
    }

    /** Without the default's value. */
    @Override
    public String toString() {
        return name + references;
    }
}
