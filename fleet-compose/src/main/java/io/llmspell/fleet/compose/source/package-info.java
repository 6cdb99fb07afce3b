/**
 * The files that a fleet is read from: several of them put over each other, {@code include} and
 * {@code extends}. What comes out is one tree in which everything knows the file it was written in.
 * Depends on {@code interpolate}, {@code problem}, {@code text} and {@code yaml}.
 */
@NullMarked
package io.llmspell.fleet.compose.source;

import org.jspecify.annotations.NullMarked;
