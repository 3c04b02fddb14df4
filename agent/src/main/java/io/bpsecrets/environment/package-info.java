/**
 * The environment door: what {@code System.getenv} and child processes get.
 *
 * <p>Loader: the agent's own; woven java.base code reaches it through the hook, by JDK interfaces. May use: {@code chain},
 * {@code log}, and of {@code hook} the way to classes of java.lang.
 *
 * <p>Never: a wait outside {@link io.bpsecrets.chain.CurrentSnapshot#await}, a map class of its own in the hands of the application (what
 * it gets are the JDK's classes, around a map of ours), a secret in a map of the JDK that children get a copy of, a lambda or a stream on
 * the way of a read.
 */
@NullMarked
package io.bpsecrets.environment;

import org.jspecify.annotations.NullMarked;
