/**
 * What the command itself takes: time to start, and memory. May use {@code measure} and {@code
 * report}.
 */
@NullMarked
package io.llmspell.fleet.bench.command;

import org.jspecify.annotations.NullMarked;
