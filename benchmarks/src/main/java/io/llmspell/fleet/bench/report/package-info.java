/** The results as a person reads them, in Markdown. May use {@code measure}. */
@NullMarked
package io.llmspell.fleet.bench.report;

import org.jspecify.annotations.NullMarked;
