package io.bpsecrets.harness.fault;

/**
 * A request that reached the proxy.
 *
 * @param path without /v1/
 * @param nanos System.nanoTime, on Linux the same clock in every process
 */
public record Arrival(String method, String path, long nanos) {

    public boolean isLogin() {
        return method.equals("POST") && path.endsWith("/login");
    }
}
