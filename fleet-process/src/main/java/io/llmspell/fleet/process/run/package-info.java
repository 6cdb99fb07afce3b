/** Starting processes that outlive their maker or do not, and sending signals to no others. */
@NullMarked
package io.llmspell.fleet.process.run;

import org.jspecify.annotations.NullMarked;
