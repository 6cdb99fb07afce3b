/**
 * The embedded kernel: a small Jupyter kernel with the command line of llmspell's. It takes
 * requests in one thread and executes them, in order, in another. May depend on fleet-core's model
 * and errors, on fleet-jupyter and on the language packages below it.
 */
@NullMarked
package io.llmspell.fleet.kernel;

import org.jspecify.annotations.NullMarked;
