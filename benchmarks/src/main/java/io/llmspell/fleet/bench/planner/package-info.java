/** The planner alone, under JMH. May use {@code measure}, {@code report} and the fleet's core. */
@NullMarked
package io.llmspell.fleet.bench.planner;

import org.jspecify.annotations.NullMarked;
