package io.bpsecrets.transport;

import io.bpsecrets.log.Redaction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Host name to addresses. The system's resolver knows no deadline, so a name is looked up in a thread that may be left. */
final class Resolver {
    private Resolver() {}

    static InetAddress[] resolve(final String host, int timeoutMillis) throws IOException {
        if (isLiteral(host)) {
            return InetAddress.getAllByName(host);
        }
        FutureTask<InetAddress[]> lookup = new FutureTask<InetAddress[]>(new Callable<InetAddress[]>() {
            @Override
            public InetAddress[] call() throws UnknownHostException {
                return InetAddress.getAllByName(host);
            }
        });
        Thread thread = new Thread(lookup, "bp-secrets-dns");
        thread.setDaemon(true);
        thread.start();
        try {
            return lookup.get(timeoutMillis, TimeUnit.MILLISECONDS);
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
}
