package io.bpsecrets.start;

import io.bpsecrets.config.Address;
import io.bpsecrets.config.Settings;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Version;

/** The one line of a healthy start: version, what is served, its origin, and the settings. */
final class StartLine {
    private StartLine() {}

    static String text(Settings settings) {
        VaultSettings vault = settings.vault();
        StringBuilder line = new StringBuilder(Version.TEXT).append(": ");
        int names = settings.mapping().secrets().size();
        int imports = settings.mapping().imports().size();
        if (names > 0 || imports == 0) {
            line.append(names).append(names == 1 ? " name" : " names");
            int variables = settings.mapping().variables().size();
            if (variables > 0) {
                line.append(" (").append(variables).append(" by vault: references in the environment)");
            }
        }
        if (imports > 0) {
            line.append(names > 0 ? " and " : "").append(imports).append(imports == 1 ? " import" : " imports");
        }
        if (vault.addresses().isEmpty()) {
            line.append(", Vault is not configured (vault.address, VAULT_ADDR)");
        } else {
            String separator = " from Vault at ";
            for (Address address : vault.addresses()) {
                line.append(separator).append(address);
                separator = ", ";
            }
            line.append(" (").append(vault.method().word()).append(')');
        }
        return line.append("; ").append(settings.origin()).toString();
    }
}
