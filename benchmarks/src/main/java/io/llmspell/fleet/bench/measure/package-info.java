/** Taking times and sizes, and what is made of several of them. May use the JDK only. */
@NullMarked
package io.llmspell.fleet.bench.measure;

import org.jspecify.annotations.NullMarked;
