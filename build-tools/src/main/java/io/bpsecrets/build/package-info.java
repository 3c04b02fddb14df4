/**
 * Programs that agent/pom.xml runs while it packs the jar. Nothing of it is in the jar.
 *
 * <p>Loader: that of a JVM which the build starts. May use: the JDK of the build.
 *
 * <p>Never: on a class path of the agent or of its tests.
 */
package io.bpsecrets.build;
