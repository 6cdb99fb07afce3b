/**
 * What tests of the fleet share: the contract of {@link io.llmspell.fleet.runtime.KernelRuntime} as
 * tests ({@link io.llmspell.fleet.testkit.KernelRuntimeContract}), a fake engine that keeps that
 * contract without Docker ({@link io.llmspell.fleet.testkit.InMemoryEngine}), a clock that tests
 * set, samples and seeded generators. May use {@code fleet-core}, JUnit and AssertJ.
 */
@NullMarked
package io.llmspell.fleet.testkit;

import org.jspecify.annotations.NullMarked;
