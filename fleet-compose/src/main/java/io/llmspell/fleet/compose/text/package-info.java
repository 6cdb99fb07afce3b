/**
 * The small languages inside of Compose's values: durations, shell words, words that mean yes or
 * no, and which known word a wrong one may have meant; and the files that hold them. Depends on the
 * JDK only.
 */
@NullMarked
package io.llmspell.fleet.compose.text;

import org.jspecify.annotations.NullMarked;
