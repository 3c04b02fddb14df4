/**
 * The only code that woven JDK methods call.
 *
 * <p>Loader: boot, inside java.base. The build renames Hook to {@code java.lang.BpSecretsHook} and FileHook to
 * {@code jdk.internal.misc.BpSecretsFileHook}. So in the jar they are in two packages, and each sees only what is public of the other.
 *
 * <p>State is private. It is written only for whoever shows the JVM's Instrumentation. Nothing that code without rights can call returns
 * or changes a secret.
 *
 * <p>May use: java.lang, java.util and java.util.function; the constants of {@code names}; of {@code inside} what stands in for classes of
 * the JDK.
 *
 * <p>Never: another class of ours, a lambda, a stream, a lock, a log line, a checked assumption about which woven method calls.
 */
@NullMarked
package io.bpsecrets.hook;

import org.jspecify.annotations.NullMarked;
