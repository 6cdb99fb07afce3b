/**
 * What programs are shown, as JSON trees: the same whether a command prints it or the daemon
 * answers it. What is not known is null, never left out. May depend on the core and Jackson.
 */
@NullMarked
package io.llmspell.fleet.shape;

import org.jspecify.annotations.NullMarked;
