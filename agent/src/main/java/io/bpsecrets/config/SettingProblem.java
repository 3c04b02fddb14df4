package io.bpsecrets.config;

/** One mistake in what the user wrote: its location, the key, what is wrong, and what to do. Never a value. */
public final class SettingProblem {
    private final String location;
    private final String text;

    SettingProblem(String location, String text) {
        this.location = location;
        this.text = text;
    }

    /** {@code agent.properties:7: vault.adress is not a key of bp-secrets; did you mean vault.address?} */
    @Override
    public String toString() {
        return location + ": " + text;
    }
}
