/**
 * What the machine that this process runs on says of itself: its processes and its ports. May use
 * {@code model}.
 */
@NullMarked
package io.llmspell.fleet.machine;

import org.jspecify.annotations.NullMarked;
