/**
 * What a secret is, which sources are asked for it in which order, and the snapshot that answers every read. It also decides which thread
 * builds the first snapshot, whether a thread has stack enough for that, and which Errors belong to a thread.
 *
 * <p>Loader: the agent's own. May use: the JDK, {@code io.bpsecrets.clock}, {@code io.bpsecrets.log} and {@code io.bpsecrets.thread}.
 * Sources outside the JVM (Vault, files) come in through {@link io.bpsecrets.chain.VaultSource} and {@link io.bpsecrets.chain.FileSource}.
 *
 * <p>Never: a socket, a file, a value in a text or toString, a wait without a deadline, a lock held while a value is
 * fetched.
 */
@NullMarked
package io.bpsecrets.chain;

import org.jspecify.annotations.NullMarked;
