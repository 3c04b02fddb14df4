/**
 * Starts the threads of the agent, and adds the threads that run at the end of the JVM.
 *
 * <p>Loader: the agent's own. May use: the JDK, {@code base}. Only FailClosed and StderrLine of {@code premain} start threads by themselves,
 * because they cannot use this package.
 *
 * <p>Never: anything of the thread that asks for a new one, which may belong to an application that is reloaded.
 */
@NullMarked
package io.bpsecrets.thread;

import org.jspecify.annotations.NullMarked;
