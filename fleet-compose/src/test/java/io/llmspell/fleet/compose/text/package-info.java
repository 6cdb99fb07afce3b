/** Tests of the small languages inside of values. */
@NullMarked
package io.llmspell.fleet.compose.text;

import org.jspecify.annotations.NullMarked;
