/**
 * What the agent can tell of itself: report, status, JMX, the modes {@code shadow} and {@code observe}. Not built yet; the
 * package holds its place in the one-way rule.
 *
 * <p>Loader: the agent's own. May use: {@code io.bpsecrets.chain}. Never: JMX or a file before main, a value.
 */
package io.bpsecrets.observe;
