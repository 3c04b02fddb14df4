/**
 * The only code that woven JDK methods call.
 *
 * <p>Loader: boot, inside java.base, under the name {@code java.lang.BpSecretsHook} (the build relocates it).
 *
 * <p>May use: java.lang, java.util and java.util.function.
 *
 * <p>Never: a class of ours, a lambda, a stream, a lock, a log line, a checked assumption about who calls.
 */
package io.bpsecrets.hook;
