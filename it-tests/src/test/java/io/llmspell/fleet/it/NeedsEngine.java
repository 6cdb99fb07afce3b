package io.llmspell.fleet.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A test that needs a container engine; skipped only where {@code make test} has found none. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(
    named = "it.engine",
    matches = "absent",
    disabledReason = "no container engine is to be had on this machine")
@interface NeedsEngine {}
