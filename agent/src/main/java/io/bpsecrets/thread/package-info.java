/**
 * Starts the threads of the agent.
 *
 * <p>Loader: the agent's own. May use: the JDK, {@code base}.
 *
 * <p>Never: anything of the thread that asks for a new one, which may belong to an application that is reloaded.
 */
@NullMarked
package io.bpsecrets.thread;

import org.jspecify.annotations.NullMarked;
