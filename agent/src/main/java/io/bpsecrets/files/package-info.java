/**
 * The file door: mapped secrets as files of the secrets directories, whatever API reads them. And the real Docker secret
 * files, for step 3 of the chain.
 *
 * <p>Loader: the agent's own. Woven java.base code reaches it through the file hook, by a JDK interface. May use: the JDK's
 * own file APIs, {@code chain}, {@code clock}, {@code disk}, {@code log}, {@code names}.
 *
 * <p>Words: a file is delivered when its content has been made a file that the JDK can open by a path, the delivered path.
 *
 * <p>Never: a file that another user can open, or that has a name and content (except for the announced last resort); a
 * descriptor that a child inherits, or that is closed while an open may still use its number; the file on the disk in place
 * of a secret; a lock on the way of a read that finds its file open; java.nio.file before main; a memory of what a
 * link inside a secrets directory led to; a value in a text.
 */
@NullMarked
package io.bpsecrets.files;

import org.jspecify.annotations.NullMarked;
