/**
 * The clock that all rules about time ask, so that a test can set it. It has the time that runs, the time that passes while a machine is
 * suspended, and the time of the system.
 *
 * <p>Loader: the agent's own. May use: the JDK.
 *
 * <p>Never: a rule about time of its own, a thread, a static instance. The wiring makes the one clock and passes it on.
 */
@NullMarked
package io.bpsecrets.clock;

import org.jspecify.annotations.NullMarked;
