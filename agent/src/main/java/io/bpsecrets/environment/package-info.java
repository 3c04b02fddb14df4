/**
 * The environment door: what {@code System.getenv} and child processes get.
 *
 * <p>Loader: the agent's own; woven java.base code reaches it through the hook, by JDK interfaces. May use: {@code chain},
 * {@code log}.
 *
 * <p>Never: a wait outside {@link io.bpsecrets.chain.CurrentSnapshot#await}, a map class of its own (the JDK's is the most faithful), a
 * lambda or a stream on the way of a read.
 */
@NullMarked
package io.bpsecrets.environment;

import org.jspecify.annotations.NullMarked;
