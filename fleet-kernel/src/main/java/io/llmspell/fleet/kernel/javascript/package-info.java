/** JavaScript, as Rhino's interpreter runs it. May depend on the language contract and on Rhino. */
@NullMarked
package io.llmspell.fleet.kernel.javascript;

import org.jspecify.annotations.NullMarked;
