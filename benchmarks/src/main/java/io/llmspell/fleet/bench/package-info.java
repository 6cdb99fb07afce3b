/**
 * What {@code make bench} runs: each measurement in turn, and at the end one file with the results.
 * May use everything; nothing may use it.
 */
@NullMarked
package io.llmspell.fleet.bench;

import org.jspecify.annotations.NullMarked;
