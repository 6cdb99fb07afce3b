/**
 * From a Compose file to a {@link io.llmspell.fleet.model.DesiredFleet} and back. Depends on the
 * packages below and on the core; what is below is nobody else's affair.
 */
@NullMarked
package io.llmspell.fleet.compose;

import org.jspecify.annotations.NullMarked;
