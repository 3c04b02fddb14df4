/**
 * Stands for a third-party payment client, of the kind that nobody can change: it takes its keys from the environment by itself,
 * in its static initialiser, from a copy of the whole environment that it makes once.
 *
 * <p>On the class path beside the service; it may use the JDK only, and it must never send anything: charges are prepared, no
 * connection is made.
 */
package net.paykit;
