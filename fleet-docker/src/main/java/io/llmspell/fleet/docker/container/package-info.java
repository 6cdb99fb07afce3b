/**
 * Between the fleet's words and Docker's, both ways: pure translation, without a call to the
 * engine. May use the core and docker-java's model.
 */
@NullMarked
package io.llmspell.fleet.docker.container;

import org.jspecify.annotations.NullMarked;
