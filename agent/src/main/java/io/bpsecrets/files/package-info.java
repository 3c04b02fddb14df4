/**
 * The file door: mapped secrets as files of the secrets directories, whatever API reads them; and the real Docker secret
 * files for step 3 of the chain.
 *
 * <p>Loader: the agent's own; woven java.base code reaches it through the file hook, by a JDK interface. May use: the JDK's
 * own file APIs, {@code chain}, {@code disk}, {@code log}.
 *
 * <p>Never: a file that another user can open, or that has a name and content (but for the announced last resort); a
 * descriptor that a child inherits, or that is closed while an open may still use its number; the file on the disk in the place
 * of a secret; a lock on the way of a read that finds its file open; java.nio.file before main; a memory of where a
 * link inside a secrets directory led; a value in a text.
 */
package io.bpsecrets.files;
