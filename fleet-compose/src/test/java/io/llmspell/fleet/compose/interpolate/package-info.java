/** Tests of variables. */
@NullMarked
package io.llmspell.fleet.compose.interpolate;

import org.jspecify.annotations.NullMarked;
