/**
 * The {@code docker-fleet} program: a parts list, and where errors become exit codes. The commands
 * are in {@code command}, what people see of the fleet in {@code show}. May use all modules.
 */
@NullMarked
package io.llmspell.fleet.cli;

import org.jspecify.annotations.NullMarked;
