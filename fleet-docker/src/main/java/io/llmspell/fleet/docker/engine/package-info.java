/**
 * Finding an engine and calling it: which endpoint, which API version, and what a failed call
 * means. May use docker-java and the core's {@code error}; knows nothing of fleets.
 */
@NullMarked
package io.llmspell.fleet.docker.engine;

import org.jspecify.annotations.NullMarked;
