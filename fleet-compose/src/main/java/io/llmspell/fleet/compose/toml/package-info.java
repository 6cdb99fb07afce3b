/**
 * A kernel's own config file, as far as the fleet reads it. Depends on the core's model and errors,
 * {@code text} and Jackson's TOML parser.
 */
@NullMarked
package io.llmspell.fleet.compose.toml;

import org.jspecify.annotations.NullMarked;
