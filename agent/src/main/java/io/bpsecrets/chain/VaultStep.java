package io.bpsecrets.chain;

import io.bpsecrets.log.Shown;
import java.util.List;

/** The Vault step of one secret: its alternatives in turn, the first that has the field wins. */
final class VaultStep {
    private String value;
    private String version;
    private Outcome outcome;
    private boolean unknown;

    /**
     * @param reading null where Vault is not configured
     * @param address where it was asked, null where Vault is not configured
     * @param steps gets what each alternative said that had no value
     */
    VaultStep(Secret secret, VaultReading reading, String address, List<String> steps) {
        if (reading == null) {
            steps.add("vault: not configured (vault.address or VAULT_ADDR)");
            return;
        }
        if (secret.references().isEmpty()) {
            steps.add("vault: no path is mapped to this name");
            return;
        }
        for (Reference reference : secret.references()) {
            PathAnswer answer = reading.answer(reference.path());
            Outcome said = answer.outcome();
            String detail = answer.detail();
            if (said == Outcome.FOUND) {
                value = answer.fields().get(reference.field());
                if (value != null) {
                    version = answer.version();
                    outcome = Outcome.FOUND;
                    return;
                }
                said = answer.withheld().contains(reference.field()) ? Outcome.REFUSED : Outcome.NO_FIELD;
                detail = Shown.path(answer.detail()) + "#" + Shown.path(reference.field()) + ": " + said.text();
            }
            steps.add(prefix(address) + detail);
            outcome = worse(outcome, said);
            unknown |= said.isOutage() || !reading.answered(reference.path());
            if (said == Outcome.REFUSED) {
                // It is there: the next alternative is the answer only if this one is absent.
                return;
            }
        }
    }

    /** In front of what Vault at this address said. */
    static String prefix(String address) {
        return "vault " + address + ": ";
    }

    /** An alternative that could not be asked may have had it: that matters more than one that is known to be absent. */
    private static Outcome worse(Outcome one, Outcome other) {
        if (one == null || other.isOutage()) {
            return other;
        }
        return one.isFault() ? one : other;
    }

    /** @return null where Vault has none */
    String value() {
        return value;
    }

    /** @return null where the engine has no versions */
    String version() {
        return version;
    }

    /** True where an alternative could not be asked: a rejected login says as little about the secret as an outage. */
    boolean unknown() {
        return unknown;
    }

    /** @return null where Vault was not asked */
    Outcome outcome() {
        return outcome;
    }
}
