package io.llmspell.fleet.loop;

import io.llmspell.fleet.machine.TcpTable;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.runtime.MetricsSource;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is connected to kernels, beside this process. */
final class Clients {
  private final Surroundings around;

  Clients(Surroundings around) {
    this.around = around;
  }

  /**
   * Whether somebody is connected to one of its ports. What can't be told from our own connections
   * counts as somebody's.
   *
   * @return empty if it can't be known
   */
  Optional<Boolean> areConnected(Instance kernel) {
    Optional<PortBlock> ports = kernel.spec().kernel().map(Instance.KernelFacts::ports);
    return ports.flatMap(
        block ->
            around
                .runtime()
                .offer(MetricsSource.class)
                .flatMap(source -> areAnyOthers(source, kernel, block)));
  }

  /** Our own may end, and others of ours begin, while the kernel's are read. */
  private static Optional<Boolean> areAnyOthers(
      MetricsSource source, Instance kernel, PortBlock block) {
    Set<String> ours = ours();
    return Optional.ofNullable(source.metrics(List.of(kernel)).get(kernel.id()))
        .flatMap(MetricsSource.Metrics::connections)
        .map(
            connections -> {
              ours.addAll(ours());
              return connections.stream()
                  .filter(c -> isOneOf(block, c.local()))
                  .anyMatch(c -> !ours.contains(c.remote()));
            });
  }

  private static Set<String> ours() {
    return new TcpTable(Path.of("/proc"), "self")
        .ofProcess().stream()
            .map(own -> TcpTable.text(own.local()))
            .collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean isOneOf(PortBlock block, String end) {
    int port = Integer.parseInt(end.substring(end.lastIndexOf(':') + 1));
    return block.ports().anyMatch(own -> own == port);
  }
}
