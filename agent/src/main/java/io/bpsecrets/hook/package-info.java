/**
 * The only code that woven JDK methods call.
 *
 * <p>Loader: boot, inside java.base; the build renames Hook to {@code java.lang.BpSecretsHook} and FileHook to
 * {@code jdk.internal.misc.BpSecretsFileHook}. So by then they are in two packages, and see of each other what is public.
 *
 * <p>State is private and written only through the object that Hook hands once, to whoever shows the JVM's Instrumentation.
 * Nothing that code without rights can call returns or changes a secret.
 *
 * <p>May use: java.lang, java.util and java.util.function.
 *
 * <p>Never: a class of ours, a lambda, a stream, a lock, a log line, a checked assumption about which woven method calls.
 */
package io.bpsecrets.hook;
