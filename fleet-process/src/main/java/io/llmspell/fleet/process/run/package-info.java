/** Starting processes that outlive their maker, and sending signals to no other than those. */
@NullMarked
package io.llmspell.fleet.process.run;

import org.jspecify.annotations.NullMarked;
