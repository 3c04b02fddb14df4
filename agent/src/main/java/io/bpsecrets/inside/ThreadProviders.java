package io.bpsecrets.inside;

import java.security.Provider;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** Stands in for {@code java.lang.BpSecretsProviders}, whose source says what it does. There is no object of it. */
public final class ThreadProviders {
    private ThreadProviders() {}

    public static @Nullable ThreadProviders take(Object instrumentation) {
        return null;
    }

    public @Nullable Object begin(@Nullable Object list) {
        throw new IllegalStateException();
    }

    public void end(@Nullable Object before) {
        throw new IllegalStateException();
    }

    public Object list(Provider[] providers) {
        throw new IllegalStateException();
    }

    public Object current() {
        throw new IllegalStateException();
    }

    /** @throws ReflectiveOperationException if this JDK has none of that name, or its class cannot be made */
    public Provider make(String className) throws ReflectiveOperationException {
        throw new IllegalStateException();
    }

    /** @throws CertificateException if these are not the bytes of a certificate */
    public Object certificate(byte[] der) throws CertificateException {
        throw new IllegalStateException();
    }

    public void findLogger() {
        throw new IllegalStateException();
    }
}
