/** The whole, as its users meet it: a real engine, the real program, stock clients. */
@NullMarked
package io.llmspell.fleet.it;

import org.jspecify.annotations.NullMarked;
