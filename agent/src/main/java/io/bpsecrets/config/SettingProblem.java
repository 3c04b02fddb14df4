package io.bpsecrets.config;

/** One thing wrong with what the user wrote: where, which key, what, and what to do. Never a value. */
public final class SettingProblem {
    private final String place;
    private final String text;

    SettingProblem(String place, String text) {
        this.place = place;
        this.text = text;
    }

    /** {@code agent.properties:7: vault.adress is not a key of bp-secrets; did you mean vault.address?} */
    @Override
    public String toString() {
        return place + ": " + text;
    }
}
