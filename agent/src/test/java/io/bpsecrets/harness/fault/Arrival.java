package io.bpsecrets.harness.fault;

/**
 * A request that reached the proxy.
 *
 * @param path without /v1/
 * @param turn 1 for the first request of its connection, 2 for the next
 * @param nanos System.nanoTime, on Linux the same clock in every process
 */
public record Arrival(String method, String path, int turn, long nanos) {

    public boolean isLogin() {
        return method.equals("POST") && path.endsWith("/login");
    }
}
