/**
 * The wiring: makes the objects of all other packages once and joins them to the hook.
 *
 * <p>Loader: the agent's own. May use: every package but {@code premain}, which calls it by a JDK interface.
 *
 * <p>Never: a network, TLS or a thread but the writer of the log before main, unless {@code startup=check} asks for it.
 */
@NullMarked
package io.bpsecrets.start;

import org.jspecify.annotations.NullMarked;
