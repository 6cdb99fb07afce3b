/** Tests of the Jupyter protocol over real sockets on loopback. */
@NullMarked
package io.llmspell.fleet.jupyter;

import org.jspecify.annotations.NullMarked;
