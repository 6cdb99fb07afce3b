/**
 * One writer for each section of a Compose file, the counterparts of the readers in {@code
 * section}. Depends on the core's model and on {@code text}.
 */
@NullMarked
package io.llmspell.fleet.compose.write;

import org.jspecify.annotations.NullMarked;
