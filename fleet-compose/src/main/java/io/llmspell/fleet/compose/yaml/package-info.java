/**
 * YAML as a tree that knows where everything was written, and cursors to read typed values from it.
 * Depends on {@code problem}, {@code text} and Jackson's YAML parser.
 */
@NullMarked
package io.llmspell.fleet.compose.yaml;

import org.jspecify.annotations.NullMarked;
