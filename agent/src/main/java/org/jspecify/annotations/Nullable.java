package org.jspecify.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a type: the value may be null. Of an array, {@code byte @Nullable []} means that the array may be null.
 *
 * <p>The annotation of JSpecify is kept until run time, so each class file would carry it, and each start would read it for nobody.
 */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE_USE)
public @interface Nullable {}
