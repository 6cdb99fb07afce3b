/**
 * Kernels as processes of this machine, for where there is no engine: what exists is in a folder,
 * and each process has a small supervisor that outlives the command. Linux only, since it reads
 * {@code /proc}. May use the core, and JSON.
 */
@NullMarked
package io.llmspell.fleet.process;

import org.jspecify.annotations.NullMarked;
