/**
 * The command line tool, {@code java -jar bp-secrets.jar COMMAND}.
 *
 * <p>Loader: the agent's own, in a JVM of its own. May use: picocli and every package but {@code premain}, {@code start} and
 * {@code hook}.
 *
 * <p>Never: a value on the screen; a credential as an argument.
 */
@NullMarked
package io.bpsecrets.cli;

import org.jspecify.annotations.NullMarked;
