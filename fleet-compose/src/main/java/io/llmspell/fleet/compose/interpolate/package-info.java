/**
 * Variables: where they come from (the environment, {@code .env}, {@code env_file}) and how they
 * get into values. Depends on {@code problem} and {@code text}.
 */
@NullMarked
package io.llmspell.fleet.compose.interpolate;

import org.jspecify.annotations.NullMarked;
