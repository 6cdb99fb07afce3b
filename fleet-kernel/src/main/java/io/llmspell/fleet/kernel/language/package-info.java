/** What the kernel asks of a language, and what it offers to one. Depends on the JDK only. */
@NullMarked
package io.llmspell.fleet.kernel.language;

import org.jspecify.annotations.NullMarked;
