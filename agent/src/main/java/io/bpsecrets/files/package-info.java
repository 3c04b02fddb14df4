/**
 * Secrets as files. Today: reads the real Docker secret files for step 3 of the chain. The virtual directory that serves
 * mapped secrets as files belongs here too and is not built yet.
 *
 * <p>Loader: the agent's own. May use: the JDK's java.io and {@code io.bpsecrets.chain}.
 *
 * <p>Never: a write, java.nio.file before main (it loads 100 classes), a value in a text.
 */
package io.bpsecrets.files;
