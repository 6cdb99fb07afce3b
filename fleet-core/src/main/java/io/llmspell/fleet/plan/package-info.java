/**
 * From what is wanted and what is there to what has to be done: pure, without clock, I/O or
 * randomness. May use {@code model}, and {@code runtime} for the names of resources.
 */
@NullMarked
package io.llmspell.fleet.plan;

import org.jspecify.annotations.NullMarked;
