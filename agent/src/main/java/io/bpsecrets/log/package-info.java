/**
 * The lines for the operator, the thread that writes them, the count of our own failures, what of a user's or a server's text may stand in
 * a line, and the version that the lines name.
 *
 * <p>Loader: the agent's own. May use: the JDK, without java.util.logging; {@code clock} and {@code thread}.
 *
 * <p>Never: a wait for stderr or for a file in the thread that says a line, except at the end of the JVM; a secret's value, the message of a
 * failure, a whole stack trace, a static logger.
 */
@NullMarked
package io.bpsecrets.log;

import org.jspecify.annotations.NullMarked;
