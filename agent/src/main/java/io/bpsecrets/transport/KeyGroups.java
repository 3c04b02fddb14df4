package io.bpsecrets.transport;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLParameters;

/**
 * The group of the first key share. The JDK makes one of two kinds before it knows what the server wants (JDK-8247630), and that of
 * P-256 fills tables first; x25519 alone is what nearly every server takes. One that does not is
 * asked again with all groups.
 */
final class KeyGroups {
    private static final String[] QUICK = {"x25519"};

    /** SSLParameters.setNamedGroups, since Java 20; null before. */
    private static final Method SET = setter();

    /** False before Java 20. */
    static final boolean CAN_BE_CHOSEN = SET != null;

    private KeyGroups() {}

    static void offerOne(SSLParameters parameters) {
        try {
            SET.invoke(parameters, (Object) QUICK);
        } catch (IllegalAccessException | InvocationTargetException e) {
            // All groups are offered, as if this were an older Java.
            return;
        }
    }

    /** Servers say it by an alert, some by hanging up; a certificate came only from one that had chosen. */
    static boolean mayBeWhy(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return false;
            }
        }
        return true;
    }

    private static Method setter() {
        try {
            return SSLParameters.class.getMethod("setNamedGroups", String[].class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
