/** Tests of the embedded kernel, over real sockets on loopback. */
@NullMarked
package io.llmspell.fleet.kernel;

import org.jspecify.annotations.NullMarked;
