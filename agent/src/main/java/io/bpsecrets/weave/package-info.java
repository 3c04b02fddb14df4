/**
 * Which JDK methods call the hook, and how they are made to.
 *
 * <p>Loader: the agent's own. May use: the JDK, the class file reader and writer that Byte Buddy bundles, {@code hook},
 * {@code log}.
 *
 * <p>Never: a transformer that stays behind (but in the one case of StaleBase), a class outside java.base, Byte Buddy's own
 * API, which would load many times the classes.
 */
package io.bpsecrets.weave;
