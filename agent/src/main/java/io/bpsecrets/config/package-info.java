/**
 * What the user asked for: the table of keys, the properties file, and the immutable settings made of them.
 *
 * <p>Loader: the agent's own. May use: the JDK, {@code io.bpsecrets.chain} (to describe secrets), {@code
 * io.bpsecrets.change} (to describe what follows a change), {@code io.bpsecrets.log} (the levels) and {@code io.bpsecrets.disk}.
 *
 * <p>Never: a network, a file other than the properties file, a value of the user in an error text.
 */
@NullMarked
package io.bpsecrets.config;

import org.jspecify.annotations.NullMarked;
