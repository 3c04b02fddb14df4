package io.bpsecrets.transport;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The group of the first key share. The JDK makes shares of two kinds before it knows what the server wants (JDK-8247630), and the first
 * share of P-256 has to fill tables. Nearly every server takes x25519, so that it is offered alone. A server that does not take it is asked
 * again with all groups.
 */
final class KeyGroups {
    private static final String[] QUICK = {"x25519"};

    /** SSLParameters.setNamedGroups, since Java 20; null before. */
    private static final @Nullable Method SET = setter();

    /** False before Java 20. */
    static final boolean CAN_BE_CHOSEN = SET != null;

    private KeyGroups() {}

    static void offerOne(SSLParameters parameters) {
        Method set = SET;
        if (set == null) {
            return;
        }
        try {
            set.invoke(parameters, (Object) QUICK);
        } catch (IllegalAccessException | InvocationTargetException e) {
            // All groups are offered, as if this were an older Java.
            return;
        }
    }

    /** Some servers say it by an alert, and some hang up. If a certificate has come, then the server had chosen a group. */
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

    private static @Nullable Method setter() {
        try {
            return SSLParameters.class.getMethod("setNamedGroups", String[].class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
