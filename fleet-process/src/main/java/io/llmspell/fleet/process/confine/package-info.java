/**
 * Limits of processes: by control groups where this user may make them, else by what a shell can.
 */
@NullMarked
package io.llmspell.fleet.process.confine;

import org.jspecify.annotations.NullMarked;
