/** The daemon: a fleet that is kept as declared, and the one address at which it answers. */
@NullMarked
package io.llmspell.fleet.daemon;

import org.jspecify.annotations.NullMarked;
