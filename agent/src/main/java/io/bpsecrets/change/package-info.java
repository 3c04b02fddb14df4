/**
 * What is done after Vault has new values, for services that copied the old ones at their start: {@code on-change}.
 *
 * <p>Loader: the agent's own. May use: the JDK, {@code io.bpsecrets.chain}, {@code io.bpsecrets.clock}, {@code io.bpsecrets.log},
 * {@code io.bpsecrets.thread}.
 *
 * <p>Never: a wait in the thread that publishes a snapshot, a value in a text or in the environment of a command, a thread
 * before there is something to do.
 */
@NullMarked
package io.bpsecrets.change;

import org.jspecify.annotations.NullMarked;
