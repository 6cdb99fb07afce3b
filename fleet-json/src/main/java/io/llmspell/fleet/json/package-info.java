/**
 * JSON trees from text and back, for everything that is started anew for every command: Jackson's
 * data binding takes longer to get ready than a command may take. May depend on Jackson alone.
 */
@NullMarked
package io.llmspell.fleet.json;

import org.jspecify.annotations.NullMarked;
