/**
 * The {@code docker-fleet} command: a parts list, global options, and what they resolve to. The
 * commands are in {@code command}, what people see of the fleet in {@code show}. May use all
 * modules.
 */
@NullMarked
package io.llmspell.fleet.cli;

import org.jspecify.annotations.NullMarked;
