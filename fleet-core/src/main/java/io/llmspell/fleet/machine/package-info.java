/**
 * What the machine that this process runs on says of itself: its processes, its ports and its
 * user's home. May use {@code model} and {@code runtime}.
 */
@NullMarked
package io.llmspell.fleet.machine;

import org.jspecify.annotations.NullMarked;
