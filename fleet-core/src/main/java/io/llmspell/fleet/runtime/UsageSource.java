package io.llmspell.fleet.runtime;

import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A runtime that knows what instances use, without waiting for it. */
public interface UsageSource {

  /** What can be read at once; an instance of which nothing can be read is left out. */
  Map<InstanceId, Usage> usage(List<Instance> instances);

  /**
   * What one instance uses.
   *
   * @param memory its working set: what it uses less the file cache that could be dropped
   * @param cpuTime CPU time since it was started
   */
  record Usage(ByteSize memory, Duration cpuTime) {}
}
