/**
 * The entries of the JVM: {@code -javaagent} and {@code java -jar}. They find the jar, make the loader that hides all other classes,
 * and hand over. If a start fails, FailClosed decides whether the service goes on.
 *
 * <p>Loader: the system loader, in sight of the application; under a SecurityManager the boot loader too.
 *
 * <p>Any program can call what is public here, in both loaders, also code without rights under a SecurityManager. So a public
 * method uses only the rights of its caller. One method has all rights, WithAllRights.enter; it goes on only for the JVM's own call.
 *
 * <p>AT RUN TIME THIS PACKAGE DEPENDS ON NOTHING BUT THE JDK: the compiler copies the constants of {@code io.bpsecrets.names}. It never does
 * work: no settings but in FailClosed, no log beyond one line, no static state but the flag that lets WithAllRights.enter go on once.
 */
@NullMarked
package io.bpsecrets.premain;

import org.jspecify.annotations.NullMarked;
