/**
 * Vault's API: log in, read, and make exactly one {@link io.bpsecrets.chain.Outcome} of every answer.
 *
 * <p>Loader: the agent's own. May use: {@code chain} (what it answers), {@code config} (how to reach it), {@code transport}
 * (requests and answers), {@code clock}, {@code disk}, {@code log}, and the JSON of vault-java-driver. The driver's own transport and responses
 * are not in the jar, because they accept cut and non-JSON answers and repeat rejected logins.
 *
 * <p>{@link io.bpsecrets.vault.ReadAgenda} knows what is asked and when, {@link io.bpsecrets.vault.ReadRound} asks it within the deadline,
 * {@link io.bpsecrets.vault.ReadRequests} knows what is sent for one question, {@link io.bpsecrets.vault.RoundConnections} has the connections.
 * {@link VaultText} has each text of a server that decides something, with its source.
 *
 * <p>Never: a second thread, a login twice with the same rejected credential, a token or a body in a text (of its errors only what
 * {@link ServerWords} lets through), an answer of a server taken for "no such secret" unless it says so, trouble of one path taken for trouble of
 * the server, another path read instead of the one that is written.
 */
@NullMarked
package io.bpsecrets.vault;

import org.jspecify.annotations.NullMarked;
