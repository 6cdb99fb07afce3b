/**
 * {@link io.llmspell.fleet.runtime.KernelRuntime} on Docker containers: what is called in which
 * order, and what is undone when a step fails. May use the core, docker-java, and its own packages
 * {@code engine} and {@code container}.
 */
@NullMarked
package io.llmspell.fleet.docker;

import org.jspecify.annotations.NullMarked;
