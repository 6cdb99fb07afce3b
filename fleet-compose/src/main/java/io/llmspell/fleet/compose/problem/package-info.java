/**
 * What is wrong with a file, collected until all of it has been read, and said with file, line and
 * a suggestion. Depends on {@code io.llmspell.fleet.error} only.
 */
@NullMarked
package io.llmspell.fleet.compose.problem;

import org.jspecify.annotations.NullMarked;
