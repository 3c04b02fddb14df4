/**
 * The billing service: orders in an embedded database, session tokens, card payments, over HTTP on the loopback interface.
 *
 * <p>It takes everything that it must be told from environment variables, and has no other way to be configured. An ordinary
 * application on the class path; it may use the JDK, its database driver and {@code net.paykit}, and it must never know where
 * the values of its environment come from.
 */
package com.acme.billing;
