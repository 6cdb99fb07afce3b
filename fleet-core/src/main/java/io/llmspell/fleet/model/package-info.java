/**
 * The words of the fleet as values: what is wanted ({@link io.llmspell.fleet.model.DesiredFleet}),
 * what is there ({@link io.llmspell.fleet.model.ObservedFleet}), and the small types both are made
 * of. All are immutable, checked on construction and safe to share between threads. Depends on the
 * JDK and Guava only.
 */
@NullMarked
package io.llmspell.fleet.model;

import org.jspecify.annotations.NullMarked;
