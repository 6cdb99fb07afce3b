/**
 * What one kernel by hand is asked to be, made into a service as a file would declare it. May
 * depend on {@code compose}, {@code error} and {@code model}.
 */
@NullMarked
package io.llmspell.fleet.compose.spawn;

import org.jspecify.annotations.NullMarked;
