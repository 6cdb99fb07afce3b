/**
 * What can go wrong, as a closed set of codes. From a code follow the exit code, the HTTP status
 * and whether trying again can help; nothing else in the fleet decides these. Depends on the JDK
 * only.
 */
@NullMarked
package io.llmspell.fleet.error;

import org.jspecify.annotations.NullMarked;
