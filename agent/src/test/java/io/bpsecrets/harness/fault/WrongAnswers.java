package io.bpsecrets.harness.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Answers that came whole over a network in order, and should not have been given, or not so. */
public final class WrongAnswers {
    private static final String JSON = "Content-Type: application/json\r\n";

    private WrongAnswers() {}

    /** @param headers each with its line end */
    public static Fault status(int status, String headers, String body) {
        return Fault.answering(exchange -> exchange.send(answer(status, headers, body)));
    }

    /** As the server words its errors. */
    public static Fault error(int status, String... errors) {
        String list = errors.length == 0 ? "" : "\"" + String.join("\",\"", errors) + "\"";
        return status(status, JSON, "{\"errors\":[" + list + "]}\n");
    }

    /** @param retryAfter value of the header */
    public static Fault retryAfter(int status, String retryAfter) {
        return status(status, JSON + "Retry-After: " + retryAfter + "\r\n", "{\"errors\":[]}\n");
    }

    /** The page that a login portal or a load balancer answers to everything. */
    public static Fault html() {
        return status(200, "Content-Type: text/html; charset=utf-8\r\n", "<!doctype html><title>Welcome</title>\n");
    }

    public static Fault body(String json) {
        return status(200, JSON, json);
    }

    /** JSON within JSON, which a parser that recurses does not survive. */
    public static Fault deep(int levels) {
        return body("{\"data\":" + "[".repeat(levels) + "]".repeat(levels) + "}");
    }

    /** Whole JSON with one long string. */
    public static Fault large(int bytes) {
        return body("{\"data\":{\"data\":{\"value\":\"" + "x".repeat(bytes) + "\"},\"metadata\":{\"version\":1}}}");
    }

    /** The real answer in half: the length fits, the JSON does not end. */
    public static Fault truncated() {
        return Fault.answering(exchange -> {
            byte[] content = exchange.forward().content();
            exchange.send(answer(200, JSON, Arrays.copyOf(content, content.length / 2)));
        });
    }

    /** The real answer with another word about what it is. */
    public static Fault contentType(String type) {
        return Fault.answering(exchange -> {
            HttpMessage answer = exchange.forward();
            exchange.send(answer(200, "Content-Type: " + type + "\r\n", answer.content()));
        });
    }

    /** The real answer, really in UTF-16. */
    public static Fault utf16() {
        return altered(text -> text, UTF_16);
    }

    /** The real answer in chunks as RFC 9112 allows them and no server sends them. */
    public static Fault chunked() {
        return Fault.answering(exchange -> {
            HttpMessage answer = exchange.forward();
            exchange.send(HttpMessage.of(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: Chunked",
                    chunks(answer.content(), "0;last=\"yes\"\r\nX-Trailer: one\r\nX-Other: two\r\n\r\n")));
        });
    }

    /** Chunks without their end. */
    public static Fault cutChunks() {
        return Fault.answering(exchange -> {
            byte[] content = exchange.forward().content();
            exchange.send(HttpMessage.of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", chunks(content, "")));
            exchange.close();
        });
    }

    /** A chunk whose length is no number. */
    public static Fault brokenChunks() {
        return Fault.answering(exchange -> {
            exchange.forward();
            exchange.send(
                    HttpMessage.of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", "-5\r\n{}\r\n".getBytes(UTF_8)));
        });
    }

    /** Two lengths, the way requests and answers are smuggled. */
    public static Fault twoLengths() {
        return status(200, "Content-Length: 2\r\n", "{\"data\":{}}");
    }

    /** The real answer after two that are only a sign of life: RFC 9110 section 15.2. */
    public static Fault interim() {
        return Fault.answering(exchange -> {
            HttpMessage answer = exchange.forward();
            exchange.send(
                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".getBytes(ISO_8859_1));
            exchange.send(answer);
        });
    }

    /** The real answer with each of its lease_durations changed: a server whose clock is wrong, or a lie. */
    public static Fault leaseDuration(long seconds) {
        return altered(text -> text.replaceAll("\"lease_duration\":\\d+", "\"lease_duration\":" + seconds), UTF_8);
    }

    private static Fault altered(UnaryOperator<String> change, Charset charset) {
        return Fault.answering(exchange -> {
            HttpMessage answer = exchange.forward();
            String text = change.apply(new String(answer.content(), UTF_8));
            int status = Integer.parseInt(answer.startLine().split(" ")[1]);
            exchange.send(answer(status, JSON, text.getBytes(charset)));
        });
    }

    static HttpMessage answer(int status, String headers, String body) {
        return answer(status, headers, body.getBytes(UTF_8));
    }

    private static HttpMessage answer(int status, String headers, byte[] body) {
        return HttpMessage.of("HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " + body.length, body);
    }

    /** In pieces of 1, 2, 3 … bytes with extensions, and this end. */
    private static byte[] chunks(byte[] content, String end) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0, size = 1; from < content.length; from += size++) {
            int length = Math.min(size, content.length - from);
            String head =
                    (size % 2 == 0 ? "00" : "") + Integer.toHexString(length).toUpperCase(Locale.ROOT);
            out.write((head + (size % 3 == 0 ? ";name=value" : size % 3 == 1 ? " ; x" : "") + "\r\n").getBytes(UTF_8));
            out.write(content, from, length);
            out.write("\r\n".getBytes(UTF_8));
        }
        out.write(end.getBytes(UTF_8));
        return out.toByteArray();
    }
}
