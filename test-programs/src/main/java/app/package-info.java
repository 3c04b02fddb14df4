/**
 * The unchanged applications that the integration tests start in JVMs of their own.
 *
 * <p>They know nothing of the agent: Java 8, JDK only, loaded by the system class loader, and nothing of the build is
 * on their class path. Rule for all of them: never print the value of a variable, only the start of its SHA-256, so
 * that the tests can search stdout for leaked values as well as stderr.
 */
package app;
