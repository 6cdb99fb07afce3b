/**
 * One reader for each section of a Compose file, and the checks that look across services. Depends
 * on the core's model and on all sibling packages but the one above.
 */
@NullMarked
package io.llmspell.fleet.compose.section;

import org.jspecify.annotations.NullMarked;
