package io.bpsecrets.transport;

import io.bpsecrets.log.Redaction;
import io.bpsecrets.thread.DaemonThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Host name to addresses. The system's resolver knows no deadline, so a name is looked up in a thread that may be left. Each name has at most one
 * such thread. Whoever asks for the name meanwhile waits for that one, within a time of its own. A second thread would not be quicker, because
 * the JDK lets it wait for the first one (java.net.InetAddress).
 */
class Resolver {
    /** Names that are looked up at the same time. The settings have only a few. */
    static final int MAX_PENDING = 16;

    private final ConcurrentMap<String, FutureTask<InetAddress[]>> pending =
            new ConcurrentHashMap<String, FutureTask<InetAddress[]>>();

    /**
     * @param timeoutMillis the longest wait, at least 1
     * @throws SocketTimeoutException if the name is not resolved within that time
     * @throws UnknownHostException if there is no such name
     * @throws IOException if it cannot be asked for
     */
    final InetAddress[] resolve(String host, int timeoutMillis) throws IOException {
        if (isLiteral(host)) {
            return InetAddress.getAllByName(host);
        }
        FutureTask<InetAddress[]> lookup = pending.get(host);
        try {
            return (lookup == null ? begin(host) : lookup).get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException(
                    "the name " + Redaction.host(host) + " was not resolved within " + timeoutMillis + " ms");
        } catch (ExecutionException e) {
            throw new UnknownHostException(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private FutureTask<InetAddress[]> begin(String host) throws IOException {
        if (pending.size() >= MAX_PENDING) {
            throw new IOException("the system's resolver does not answer");
        }
        FutureTask<InetAddress[]> lookup = new FutureTask<InetAddress[]>(new Lookup(host));
        FutureTask<InetAddress[]> other = pending.putIfAbsent(host, lookup);
        if (other != null) {
            return other;
        }
        boolean begun = false;
        try {
            DaemonThread.start(lookup, "bp-secrets-dns");
            begun = true;
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new IOException("no thread can be started to resolve a name");
        } finally {
            if (!begun) {
                pending.remove(host);
            }
        }
        return lookup;
    }

    /** Waits for as long as the system's resolver does. */
    InetAddress[] lookUp(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }

    /** True for an IPv4 address, and an IPv6 one in brackets. */
    static boolean isLiteral(String host) {
        if (host.startsWith("[")) {
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Loaded only if a server or a proxy has a name. */
    private final class Lookup implements Callable<InetAddress[]> {
        private final String host;

        Lookup(String host) {
            this.host = host;
        }

        @Override
        public InetAddress[] call() throws UnknownHostException {
            try {
                return lookUp(host);
            } finally {
                pending.remove(host);
            }
        }
    }
}
