/** Clients for tests: one that says what it is told, byte by byte. */
@NullMarked
package io.llmspell.fleet.daemon.wire;

import org.jspecify.annotations.NullMarked;
