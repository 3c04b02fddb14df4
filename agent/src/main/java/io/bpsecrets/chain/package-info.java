/**
 * What a secret is, where it is looked for and in which order, and the snapshot that answers every read.
 *
 * <p>Loader: the agent's own. May use: the JDK and {@code io.bpsecrets.log}. Sources outside the JVM (Vault, files) come in
 * through {@link io.bpsecrets.chain.VaultSource} and {@link io.bpsecrets.chain.FileSource}.
 *
 * <p>Never: a socket, a file, a value in a text or toString, a wait without a deadline, a lock held while a value is
 * fetched.
 */
package io.bpsecrets.chain;
