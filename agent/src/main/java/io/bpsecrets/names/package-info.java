/**
 * Names that classes of several loaders share: the questions of the file hook, and our classes in java.base.
 *
 * <p>Loader: none. There are only constant texts, which the compiler copies to where they are used. So everybody may use them, nobody loads
 * these classes, and the build leaves them out of the jar.
 *
 * <p>May use: nothing. Never: a method, a field that is no constant, a default that a user can change.
 */
@NullMarked
package io.bpsecrets.names;

import org.jspecify.annotations.NullMarked;
