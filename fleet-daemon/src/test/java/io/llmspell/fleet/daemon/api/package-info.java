/** The daemon's routes over real HTTP, on an engine that is a fake. */
@NullMarked
package io.llmspell.fleet.daemon.api;

import org.jspecify.annotations.NullMarked;
