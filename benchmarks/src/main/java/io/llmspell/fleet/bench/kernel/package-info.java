/**
 * What one embedded kernel takes: time until it answers, and memory. May use {@code measure},
 * {@code report} and the fleet.
 */
@NullMarked
package io.llmspell.fleet.bench.kernel;

import org.jspecify.annotations.NullMarked;
