package org.jspecify.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a package: NullAway checks it, and a type in it without {@link Nullable} is never null.
 *
 * <p>The annotation of JSpecify may also mark modules. With {@code --release 8} the compiler does not know that target, and warns of
 * it. The warning cannot be switched off, and warnings are errors here (https://github.com/jspecify/jspecify/issues/537).
 */
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.PACKAGE, ElementType.TYPE})
public @interface NullMarked {}
