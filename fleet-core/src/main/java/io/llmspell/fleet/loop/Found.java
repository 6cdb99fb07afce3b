package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.Claim;
import java.util.Optional;

/**
 * A kernel that was found or made.
 *
 * @param claim the place at it; absent if any number may have it
 */
public record Found(KernelView kernel, Optional<Claim> claim) {}
