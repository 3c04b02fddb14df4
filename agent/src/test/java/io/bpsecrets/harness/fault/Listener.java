package io.bpsecrets.harness.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One port of the loopback that can be open, refuse, or be as silent as a host that is not there. */
final class Listener implements Closeable {
    /** Bound and never listening: the port stays ours, and is refused, while nobody listens on it. */
    private final Socket holder = new Socket();

    private final Consumer<Socket> accepted;
    private final List<Socket> fill = new ArrayList<>();
    private Fault.Port state;
    private ServerSocket server;
    private Thread acceptor;

    Listener(Consumer<Socket> accepted) {
        this.accepted = accepted;
        try {
            holder.setReuseAddress(true);
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        be(Fault.Port.OPEN);
    }

    int number() {
        return holder.getLocalPort();
    }

    /** Once it returns, the port is so. */
    void be(Fault.Port wanted) {
        if (wanted == state) {
            return;
        }
        try {
            stop();
            state = wanted;
            if (wanted == Fault.Port.OPEN) {
                ServerSocket open = listen(100);
                server = open;
                acceptor = new Thread(() -> accept(open), "fault proxy, port " + number());
                acceptor.setDaemon(true);
                acceptor.start();
            } else if (wanted == Fault.Port.UNROUTABLE) {
                server = listen(1);
                fill();
            } else {
                awaitRefusal();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that was just forked by another thread holds the closed socket until it is another program. */
    private ServerSocket listen(int backlog) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(here(), backlog);
                return socket;
            } catch (BindException e) {
                socket.close();
                pauseUntil(end, e);
            }
        }
    }

    /** For the same reason. */
    private void awaitRefusal() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(here(), 1_000);
                pauseUntil(end, new IOException("Port " + number() + " is still open"));
            } catch (ConnectException e) {
                return;
            }
        }
    }

    private InetSocketAddress here() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), number());
    }

    private static void pauseUntil(long end, IOException otherwise) throws IOException {
        if (System.nanoTime() > end) {
            throw otherwise;
        }
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw otherwise;
        }
    }

    /** A queue of connections that nobody accepts: once it is full, the kernel drops each further SYN. */
    private void fill() throws IOException {
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            fill.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new IOException("The queue of port " + number() + " does not fill");
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                accepted.accept(from.accept());
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private void stop() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
        if (acceptor != null) {
            try {
                acceptor.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            acceptor = null;
        }
        for (Socket socket : fill) {
            socket.close();
        }
        fill.clear();
    }

    @Override
    public void close() {
        try {
            stop();
            holder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
