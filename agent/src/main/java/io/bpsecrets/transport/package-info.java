/**
 * A small HTTP/1.1 client (RFC 9112) over sockets of its own. HttpURLConnection and java.net.http would go through the
 * application's proxy selector, cookie handler and default TLS context, and the first sends a POST twice when a connection
 * drops.
 *
 * <p>Loader: the agent's own. May use: java.net sockets, javax.net.ssl with contexts of its own, java.security.
 *
 * <p>Never: the JVM's default SSLContext, ProxySelector, Authenticator or URL handlers; a wait that the deadline does not
 * bound; a header, a body or a token in a text.
 */
package io.bpsecrets.transport;
