/**
 * The clock that all rules about time ask, so that a test can set it.
 *
 * <p>Loader: the agent's own. May use: the JDK.
 *
 * <p>Never: a rule about time of its own, a thread, a static instance. The wiring makes the one clock and passes it on.
 */
@NullMarked
package io.bpsecrets.clock;

import org.jspecify.annotations.NullMarked;
