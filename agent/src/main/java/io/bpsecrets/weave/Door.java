package io.bpsecrets.weave;

import io.bpsecrets.names.ClassInJavaBase;

/** What a group of join points serves. A door is woven only if it is wanted. */
public enum Door {
    ENVIRONMENT("System.getenv", ClassInJavaBase.HOOK),
    CHILDREN("children.inherit", ClassInJavaBase.HOOK),
    FILES("files of secrets", ClassInJavaBase.FILE_HOOK),
    /** The one door outside java.base. It is wanted only with FILES, and only if the JVM is told to use one of those files for JMX. */
    JMX("the check of the JMX password file", ClassInJavaBase.FILE_HOOK),
    /** Nothing is woven for it. Its class in java.base gives a thread security providers of our own. */
    TLS("TLS to Vault", ClassInJavaBase.PROVIDERS);

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

    /** The name of the hook's class, which is not there before it is defined. */
    String hook() {
        return hook;
    }
}
