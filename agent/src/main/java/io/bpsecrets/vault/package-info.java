/**
 * Vault's API: log in, read, and make exactly one {@link io.bpsecrets.chain.Outcome} of every answer.
 *
 * <p>Loader: the agent's own. May use: {@code chain} (what it answers), {@code config} (how to reach it), {@code transport}
 * (the wire), {@code disk}, {@code log}, and the JSON of vault-java-driver. The driver's own transport and responses are not in the jar:
 * they swallow cut and non-JSON answers and repeat rejected logins.
 *
 * <p>Never: a login twice with the same rejected credential, a token or a body in a text, an answer of a server taken for
 * "no such secret" unless it says so.
 */
package io.bpsecrets.vault;
