/**
 * The one bounded reader of files that the user names or the system has.
 *
 * <p>Loader: the agent's own. May use: the JDK, and {@code thread} to read a pipe.
 *
 * <p>Never: more than a mebibyte of a file, a wait without an end, anything of a file's content in a text.
 */
@NullMarked
package io.bpsecrets.disk;

import org.jspecify.annotations.NullMarked;
