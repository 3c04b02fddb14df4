/** What a library can do to the JVM's security before a secret is read; each program then reads one. */
package app.tls;
