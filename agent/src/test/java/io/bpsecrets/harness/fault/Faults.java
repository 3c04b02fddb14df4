package io.bpsecrets.harness.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** What can go wrong on the way to the real server and back. {@link Handshakes} and {@link WrongAnswers} have the rest. */
public final class Faults {
    private Faults() {}

    public static Fault refused() {
        return Fault.of(Fault.Port.REFUSED);
    }

    public static Fault unroutable() {
        return Fault.of(Fault.Port.UNROUTABLE);
    }

    /** The request is read and nothing follows. */
    public static Fault silence() {
        return Fault.answering(exchange -> {
            exchange.sleeps(3_600_000);
            exchange.close();
        });
    }

    /** The real answer, later. */
    public static Fault slowFirstByte(long millis) {
        return Fault.answering(exchange -> {
            HttpMessage answer = exchange.forward();
            exchange.sleeps(millis);
            exchange.send(answer);
        });
    }

    /** The real answer, its head at once and its body byte by byte. */
    public static Fault slowBody(long millisEach) {
        return Fault.answering(exchange -> {
            HttpMessage answer = exchange.forward();
            exchange.send(answer.head());
            for (byte b : answer.body()) {
                exchange.sleeps(millisEach);
                exchange.send(new byte[] {b});
            }
        });
    }

    /** Closed before the first byte of the answer. */
    public static Fault closed() {
        return Fault.answering(Exchange::close);
    }

    public static Fault cutHead() {
        return Fault.answering(exchange -> {
            byte[] head = exchange.forward().head();
            exchange.send(Arrays.copyOf(head, head.length / 2));
            exchange.close();
        });
    }

    public static Fault cutBody() {
        return Fault.answering(exchange -> {
            HttpMessage answer = exchange.forward();
            exchange.send(answer.head());
            exchange.send(Arrays.copyOf(answer.body(), answer.body().length / 2));
            exchange.close();
        });
    }

    /** RST when the request was read; the server never sees it. */
    public static Fault reset() {
        return Fault.answering(Exchange::reset);
    }

    /** RST when the server has carried the request out. */
    public static Fault resetAfterAnswer() {
        return Fault.answering(exchange -> {
            exchange.forward();
            exchange.reset();
        });
    }

    /** @param base scheme, host and port that the same request is sent to */
    public static Fault redirect(String base) {
        return Fault.answering(exchange -> {
            String location = base + "/v1/" + exchange.request().path();
            exchange.send(WrongAnswers.answer(307, "Location: " + location + "\r\n", ""));
        });
    }

    /** The real server's own answer to another read: with the token of this one. */
    public static Fault asking(String path) {
        return Fault.answering(exchange -> exchange.send(exchange.forward(withPath(exchange.request(), path))));
    }

    private static HttpMessage withPath(HttpMessage request, String path) {
        String head = new String(request.head(), ISO_8859_1);
        String rest = head.substring(head.indexOf("\r\n"));
        return new HttpMessage(("GET /v1/" + path + " HTTP/1.1" + rest).getBytes(ISO_8859_1), new byte[0]);
    }
}
