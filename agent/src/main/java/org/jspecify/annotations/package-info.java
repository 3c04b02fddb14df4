/**
 * Two annotations of JSpecify, in its own package, because compilers and IDEs know them by these names. The originals cannot be used:
 * docs/decisions.md says why. They end in the compiler: no class file of the jar names them.
 *
 * <p>To replace these files by the dependency org.jspecify:jspecify nothing else must be changed.
 */
package org.jspecify.annotations;
