package io.bpsecrets.harness.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Answers of which something is left on the connection: whoever reads on takes it for the answer to the next request. */
public final class StrayAnswers {
    private StrayAnswers() {}

    /** The real answer, and at once the same again. */
    public static Fault twice() {
        return twice(0);
    }

    /** The same, with a pause in which the next request is sent: nobody can see the second one before. */
    public static Fault twice(long pauseMillis) {
        return Fault.answering(exchange -> {
            HttpMessage answer = exchange.forward();
            exchange.send(answer);
            exchange.sleeps(pauseMillis);
            exchange.send(answer);
        });
    }

    /** A head after which no body may come, and then the real answer all the same. */
    public static Fault behind(String head) {
        return Fault.answering(exchange -> {
            HttpMessage answer = exchange.forward();
            exchange.send((head + "\r\n\r\n").getBytes(ISO_8859_1));
            exchange.send(answer);
        });
    }
}
