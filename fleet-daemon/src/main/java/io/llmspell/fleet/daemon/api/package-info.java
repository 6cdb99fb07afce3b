/**
 * What can be asked of the daemon: its routes, what they take and answer, and how that is
 * described. May depend on {@code daemon.http}, {@code shape}, {@code compose} and the core.
 */
@NullMarked
package io.llmspell.fleet.daemon.api;

import org.jspecify.annotations.NullMarked;
