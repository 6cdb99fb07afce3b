/**
 * Looks, plans and does: the loop that {@code up} runs once. May use all other packages of the
 * core; what it needs from outside comes through {@code runtime}.
 */
@NullMarked
package io.llmspell.fleet.loop;

import org.jspecify.annotations.NullMarked;
