/**
 * What happens to a fleet, told as it happens to whoever listens: progress lines now, and the
 * events that others will stream. May use {@code model} only.
 */
@NullMarked
package io.llmspell.fleet.event;

import org.jspecify.annotations.NullMarked;
