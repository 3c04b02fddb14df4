package io.bpsecrets.chain;

import io.bpsecrets.log.Redaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Vault has for one secret: its alternatives in turn. The next one is looked at only if Vault has said that the one before is absent, because
 * else a secret that is not meant could be served.
 */
final class VaultStep {
    private @Nullable String value;
    private @Nullable String version;
    private @Nullable Outcome outcome;
    private @Nullable FieldReference origin;
    private @Nullable Outcome saidOfOrigin;
    private long endsAt;

    /**
     * @param reading null if Vault is not configured
     * @param address where it was asked; null if Vault is not configured
     * @param last the reference that has answered before in this process; null for none
     * @param steps gets what each alternative said that had no value
     */
    VaultStep(
            Secret secret,
            @Nullable VaultReading reading,
            @Nullable String address,
            @Nullable FieldReference last,
            List<String> steps) {
        this.origin = last;
        if (reading == null) {
            steps.add("vault: not configured (vault.address or VAULT_ADDR)");
            return;
        }
        if (secret.references().isEmpty()) {
            steps.add("vault: no path is mapped to this name");
            return;
        }
        for (FieldReference reference : secret.references()) {
            PathAnswer answer = reading.answer(reference.path());
            Outcome said = answer.outcome();
            String detail = answer.detail();
            if (said == Outcome.FOUND) {
                value = answer.fields().get(reference.field());
                if (value != null) {
                    version = answer.version();
                    outcome = Outcome.FOUND;
                    origin = reference;
                    endsAt = answer.endsAt();
                    return;
                }
                said = answer.withheld().contains(reference.field()) ? Outcome.REFUSED : Outcome.NO_FIELD;
                detail = Redaction.path(answer.detail()) + "#" + Redaction.path(reference.field()) + ": " + said.text();
            }
            steps.add(prefix(address) + detail);
            boolean isOrigin = reference.equals(last);
            if (isOrigin) {
                saidOfOrigin = said;
            }
            outcome = worse(outcome, said);
            // If the reference that has answered before is denied now, then on-removed decides. It is no reason to
            // serve another secret.
            if (!said.isAbsent() || isOrigin && said == Outcome.DENIED) {
                return;
            }
        }
    }

    /** In front of what Vault at this address said. */
    static String prefix(@Nullable String address) {
        return "vault " + address + ": ";
    }

    /** What needs a fix matters more than what is only absent. Trouble is the last that is looked at. */
    private static Outcome worse(@Nullable Outcome one, Outcome other) {
        return one == null || !one.needsFix() || other.isTrouble() ? other : one;
    }

    /** Null if Vault has none. */
    @Nullable
    String value() {
        return value;
    }

    /** Null if the engine has no versions. */
    @Nullable
    String version() {
        return version;
    }

    /** The reference that has answered now, or else the one that did so last; null if none ever did. */
    @Nullable
    FieldReference origin() {
        return origin;
    }

    /** When Vault takes the value back, of {@link io.bpsecrets.clock.Clock#steadyMillis}; 0 if it has announced no end. */
    long endsAt() {
        return endsAt;
    }

    /**
     * True if Vault has said that what it gave before is denied or not there any more. A deleted or destroyed version does not count: to
     * delete it is the way to take a value back.
     */
    boolean isRemoved() {
        return saidOfOrigin == Outcome.DENIED || saidOfOrigin == Outcome.NO_SECRET || saidOfOrigin == Outcome.NO_FIELD;
    }

    /** True if nothing is known of the secret now. */
    boolean isInTrouble() {
        return outcome != null && outcome.isTrouble();
    }

    /** Null if Vault was not asked. */
    @Nullable
    Outcome outcome() {
        return outcome;
    }
}
