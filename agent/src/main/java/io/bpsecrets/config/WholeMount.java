package io.bpsecrets.config;

import io.bpsecrets.chain.Import;
import io.bpsecrets.log.Redaction;
import org.jspecify.annotations.Nullable;

/** The warning about an import that takes a whole mount. Loaded only for a service that imports. */
final class WholeMount {
    private WholeMount() {}

    /** @return null if the import takes only what is below a path in a mount */
    static @Nullable String warning(Import wanted, VaultSettings vault) {
        if (!isWhole(wanted, vault)) {
            return null;
        }
        return "import = " + Redaction.path(wanted.toString())
                + " takes every secret of the mount that the policy allows: each field becomes a"
                + " variable of this service, and whoever may write a secret there can add variables"
                + (wanted.takesAll() ? " of any name, PATH too" : "")
                + ". Import a narrower path, such as import = billing/*";
    }

    private static boolean isWhole(Import wanted, VaultSettings vault) {
        if (!wanted.tree() || vault.addresses().isEmpty()) {
            return false;
        }
        String path = wanted.path().path();
        if (wanted.path().absolute()) {
            // Nothing is above a mount, so a path of one segment is a mount.
            return path.indexOf('/') < 0 || path.equals(withoutSlashes(vault.mount()));
        }
        return path.isEmpty() && withoutSlashes(vault.basePath()).isEmpty();
    }

    /** Vault ignores slashes at both ends, and doubled ones, see vault.Paths. */
    private static String withoutSlashes(String path) {
        StringBuilder plain = new StringBuilder();
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                plain.append(plain.length() == 0 ? "" : "/").append(segment);
            }
        }
        return plain.toString();
    }
}
