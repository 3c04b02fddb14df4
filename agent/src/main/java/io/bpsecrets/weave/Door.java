package io.bpsecrets.weave;

/** What a group of join points serves; a door is woven only where it is wanted. */
public enum Door {
    ENVIRONMENT("System.getenv", "io.bpsecrets.hook.Hook"),
    CHILDREN("children.inherit", "io.bpsecrets.hook.Hook"),
    FILES("files of secrets", "io.bpsecrets.hook.FileHook"),
    /** The one door outside java.base; wanted only with FILES, and only if the JVM is told to use one of those files for JMX. */
    JMX("the check of the JMX password file", "io.bpsecrets.hook.FileHook"),
    /** Nothing is woven for it; what is defined is the way to security providers of our own. */
    TLS("TLS to Vault", "java.lang.BpSecretsProviders");

    private final String serves;
    private final String hook;

    Door(String serves, String hook) {
        this.serves = serves;
        this.hook = hook;
    }

    /** For a warning. */
    String serves() {
        return serves;
    }

    /** The hook's class; a text, since it is renamed by the build and not there before it is defined. */
    String hook() {
        return hook;
    }
}
