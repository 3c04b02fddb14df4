/**
 * A small HTTP/1.1 client (RFC 9112) over sockets of its own: {@link io.bpsecrets.transport.Dialer} opens, through a proxy and
 * with TLS if that is asked for, {@link io.bpsecrets.transport.Connection} asks, {@link io.bpsecrets.transport.Failures}
 * says what went wrong. HttpURLConnection and java.net.http would go through the application's proxy selector, cookie handler
 * and default TLS context, and the first sends a POST twice when a connection drops.
 *
 * <p>TLS is done on providers of our own ({@link io.bpsecrets.transport.OwnProviders}) and on the settings of the JVM's start
 * ({@link io.bpsecrets.transport.JvmAtStart}). Whatever looks for an algorithm does it while the thread has those providers as its list.
 *
 * <p>It knows no settings. If a text of it names something that the user can set, then there is a mark such as <code>{ca-file}</code>, or
 * <code>{ca-file variable}</code> for its environment variable. A NUL is in front of each mark, because what the user has written may have
 * braces too, such as the name of a file. The caller puts its own names there before the text is shown.
 *
 * <p>Loader: the agent's own. May use: java.net sockets, javax.net.ssl with contexts of its own, java.security,
 * java.lang.BpSecretsProviders, {@code clock}, {@code disk}, {@code thread}, the PEM files that the user names, the files of security settings
 * and CAs that the JVM was started with, and {@code log} for what of a user's text may stand in an error.
 *
 * <p>Never: the JVM's default SSLContext, its properties for TLS and proxies as they are now, ProxySelector, Authenticator or URL handlers; a
 * wait that the deadline does not bound; a header, a body, a token, a key or a proxy's credentials in a text.
 */
@NullMarked
package io.bpsecrets.transport;

import org.jspecify.annotations.NullMarked;
