/**
 * Where the JVM enters: {@code -javaagent} and {@code java -jar}. Finds the jar, makes the loader that hides all else, and
 * hands over. A start that fails comes back here: FailClosed decides whether it goes on.
 *
 * <p>Loader: the system loader, in sight of the application; under a SecurityManager the boot loader too.
 *
 * <p>Any program can call what is public here, in both loaders, also code without rights under a SecurityManager. So a public
 * method uses no rights but its caller's; the one that has all rights, WithAllRights.enter, goes on for the JVM's own call only.
 *
 * <p>THIS PACKAGE DEPENDS ON NOTHING BUT THE JDK, and never does work: no settings but in FailClosed, no log beyond one line, no static state but
 * the flag that lets WithAllRights.enter go on once.
 */
package io.bpsecrets.premain;
