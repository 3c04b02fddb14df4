/**
 * Which JDK methods call the hook, and how they are made to.
 *
 * <p>Loader: the agent's own. May use: the JDK, {@code base}, {@code classfile}, {@code disk}, {@code log}, {@code names}.
 *
 * <p>Never: a transformer that stays behind (except for the one case of RetransformGuard), a class outside java.base (except for the door
 * JMX), a library that edits class files: to load its classes would take most of the time of a start.
 */
@NullMarked
package io.bpsecrets.weave;

import org.jspecify.annotations.NullMarked;
