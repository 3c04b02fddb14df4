package io.bpsecrets.transport;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A whole answer. One that was cut never becomes a Response. */
public final class Response {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    Response(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /**
     * @param name in lower case
     * @return null if there is none
     */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** True if the same request is to be sent to another address: RFC 9110 sections 15.4.2, 15.4.3, 15.4.8 and 15.4.9. */
    public boolean isRedirect() {
        return status == 301 || status == 302 || status == 307 || status == 308;
    }

    /** The bytes themselves and not a copy, because they are parsed once and dropped. */
    public byte[] body() {
        return body;
    }

    /** Without headers and body. */
    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
