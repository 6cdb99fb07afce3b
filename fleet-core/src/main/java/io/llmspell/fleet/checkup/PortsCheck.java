package io.llmspell.fleet.checkup;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Whether there are ports left for kernels.
 *
 * @param leased blocks that kernels of any project hold
 * @param published ports of the host that containers publish, or that the file wants to publish
 * @param listening whether somebody listens on a port of this machine
 * @param wanted how many blocks the file's kernels still need
 */
public record PortsCheck(
    PortRange range,
    Set<PortBlock> leased,
    Set<Integer> published,
    IntPredicate listening,
    int wanted)
    implements Check {
  private static final int NAMED = 5;

  public PortsCheck {
    leased = Set.copyOf(leased);
    published = Set.copyOf(published);
  }

  /** How many kernels a file wants that a fleet has not got. */
  public static int missing(DesiredFleet desired, ObservedFleet observed) {
    int wanted =
        desired.services().values().stream()
            .filter(ServiceSpec::isKernel)
            .mapToInt(ServiceSpec::replicas)
            .sum();
    long there =
        observed.instances().stream()
            .filter(Instance::isKernel)
            .filter(kernel -> kernel.slot().isPresent())
            .count();
    return Math.max(0, wanted - (int) there);
  }

  @Override
  public String name() {
    return "ports";
  }

  @Override
  public List<Finding> look() {
    List<PortBlock> all = range.blocks().toList();
    List<PortBlock> notLeased =
        all.stream().filter(block -> leased.stream().noneMatch(block::overlaps)).toList();
    Map<PortBlock, Integer> taken = new TreeMap<>();
    notLeased.forEach(
        block ->
            block
                .ports()
                .filter(port -> published.contains(port) || listening.test(port))
                .findFirst()
                .ifPresent(port -> taken.put(block, port)));
    List<Finding> findings = new ArrayList<>();
    findings.add(room(all.size(), all.size() - notLeased.size(), notLeased.size() - taken.size()));
    if (!taken.isEmpty()) {
      findings.add(
          Finding.note(
              name(),
              "taken by others: " + named(taken),
              "nothing: these blocks are left out; `ports` under x-fleet can name another range"));
    }
    return findings;
  }

  private Finding room(int all, int held, int free) {
    String seen =
        range + ": " + free + " of " + all + " blocks of five ports are free, " + held + " leased";
    if (free < Math.max(1, wanted)) {
      return Finding.problem(
          name(),
          ErrorCode.PORTS_EXHAUSTED,
          seen + (wanted > 0 ? "; the file's kernels need " + wanted + " more" : ""),
          "widen `ports` under x-fleet, or stop kernels");
    }
    return Finding.ok(name(), seen);
  }

  private static String named(Map<PortBlock, Integer> taken) {
    String first =
        taken.entrySet().stream()
            .limit(NAMED)
            .map(e -> "block " + e.getKey() + " (port " + e.getValue() + ")")
            .collect(Collectors.joining(", "));
    return taken.size() > NAMED ? first + " and " + (taken.size() - NAMED) + " more" : first;
  }
}
