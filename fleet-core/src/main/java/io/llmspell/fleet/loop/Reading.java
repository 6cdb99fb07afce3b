package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.MetricsSource.Metrics;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import java.util.Optional;

/**
 * The numbers of one instance at one moment; absent is what can't be known without waiting for it.
 */
public record Reading(Instance instance, Optional<Usage> usage, Optional<Metrics> metrics) {}
