/**
 * The contracts that the fleet needs from outside: {@link io.llmspell.fleet.runtime.KernelRuntime},
 * which makes and ends instances, and {@link io.llmspell.fleet.runtime.KernelProtocol}, which talks
 * to kernels. Interfaces and the values they take, nothing else; may use {@code model}, {@code
 * event} and {@code error}.
 */
@NullMarked
package io.llmspell.fleet.runtime;

import org.jspecify.annotations.NullMarked;
