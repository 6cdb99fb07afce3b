/**
 * One class a command: its options, one call to the fleet, and what is shown of the answer. May use
 * {@code session}, {@code show} and the modules behind them.
 */
@NullMarked
package io.llmspell.fleet.cli.command;

import org.jspecify.annotations.NullMarked;
