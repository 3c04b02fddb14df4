/**
 * The lines for the operator, what of a user's or a server's text may stand in them, and the version that they name.
 *
 * <p>Loader: the agent's own. May use: the JDK, without java.util.logging; {@code clock} and {@code thread}. Never: a wait for stderr
 * or for a file in the thread that says a line, a secret's value, a stack trace, a
 * static logger.
 */
@NullMarked
package io.bpsecrets.log;

import org.jspecify.annotations.NullMarked;
