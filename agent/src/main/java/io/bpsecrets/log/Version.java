package io.bpsecrets.log;

/** The version of this build; a test holds it equal to the Maven project's. */
public final class Version {
    public static final String TEXT = "0.1.0";

    private Version() {}
}
