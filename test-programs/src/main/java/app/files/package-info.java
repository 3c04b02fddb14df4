/**
 * Programs that read secrets as files by every API the JDK has. They run unchanged against a real directory without the
 * agent and against the virtual one with it.
 *
 * <p>Java 8 and the JDK only; what is newer is called by reflection and skipped where the JDK lacks it. Never: the bytes
 * of a secret on stdout or stderr; answers hold the start of a SHA-256 and a length.
 */
package app.files;
