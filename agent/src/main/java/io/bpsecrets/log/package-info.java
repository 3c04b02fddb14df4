/**
 * The lines for the operator, what of a user's or a server's text may stand in them, and the version that they name.
 *
 * <p>Loader: the agent's own. May use: the JDK, without java.util.logging. Never: a secret's value, a stack trace, a
 * static logger.
 */
@NullMarked
package io.bpsecrets.log;

import org.jspecify.annotations.NullMarked;
