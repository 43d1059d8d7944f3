package dev.reinstate.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A type that programs outside of this project may use. Its public members stay as {@code
 * docs/upgrading.md} promises, but for those that are {@link Internal}. Every type without it is
 * internal, whatever Java lets others see.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Public {}
