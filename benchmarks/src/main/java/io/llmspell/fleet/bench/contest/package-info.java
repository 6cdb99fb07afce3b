/**
 * The same fleet brought up and down by several contestants in turn. May use {@code measure},
 * {@code report} and the fleet.
 */
@NullMarked
package io.llmspell.fleet.bench.contest;

import org.jspecify.annotations.NullMarked;
