package io.bpsecrets.hook;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The build renames it to {@code jdk.internal.vm.annotation.DontInline}. The JVM obeys that one in java.base since Java 9. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface DontInline {}
