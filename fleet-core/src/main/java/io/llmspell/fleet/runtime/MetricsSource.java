package io.llmspell.fleet.runtime;

import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A runtime that can say more of instances than {@link UsageSource} does, and at once too: it never
 * blocks on an engine's own statistics, which take a second.
 */
public interface MetricsSource {

  /** What can be read at once; an instance of which nothing can be read is left out. */
  Map<InstanceId, Metrics> metrics(List<Instance> instances);

  /**
   * More numbers of one instance that runs. What can't be known is absent.
   *
   * @param memoryCeiling its memory limit, or the machine's memory where it has none
   * @param threads of all its processes
   * @param nice of its first process, -20 to 19
   * @param connections established TCP connections, in either direction, between it and others;
   *     none that stay within it
   */
  record Metrics(
      Optional<ByteSize> memoryCeiling,
      Optional<Integer> threads,
      Optional<Integer> nice,
      Optional<Io> io,
      Optional<List<Connection>> connections) {
    public Metrics {
      connections = connections.map(List::copyOf);
    }
  }

  /**
   * Bytes read from and written to disks since the start; what the cache answered is in neither.
   */
  record Io(long readBytes, long writtenBytes) {}

  /**
   * One connection.
   *
   * @param local address and port at the instance: {@code 172.17.0.2:9555}
   * @param remote at the other end
   */
  record Connection(String local, String remote) {}
}
