/**
 * Looking at what a fleet needs before it is needed: each {@link io.llmspell.fleet.checkup.Check}
 * says what it saw and what to do. A runtime brings checks of its own. Depends on {@code error},
 * {@code model} and {@code plan} only.
 */
@NullMarked
package io.llmspell.fleet.checkup;

import org.jspecify.annotations.NullMarked;
