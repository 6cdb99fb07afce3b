package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.text.Literals;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.Limits;
import java.util.Optional;

/**
 * Reads limits and counts, which Compose has both as keys of the service and under {@code deploy};
 * the two may not say different things.
 */
final class LimitsReader {
  /** The engine refuses to make a container with less memory. */
  private static final ByteSize LEAST_MEMORY = ByteSize.ofMebibytes(6);

  private LimitsReader() {}

  /**
   * What was read.
   *
   * @param replicas as the file says it, if it does
   */
  record Resources(Limits limits, Optional<Integer> replicas, Deployment deployment) {}

  static Resources read(Fields service) {
    DeployReader deploy = DeployReader.read(service);
    Given<ByteSize> memory = Given.read(service, "mem_limit", LimitsReader::memory);
    Given<ByteSize> reservation = Given.read(service, "mem_reservation", LimitsReader::memory);
    Given<ByteSize> swap = Given.read(service, "memswap_limit", LimitsReader::swap);
    Given<Cpus> cpus = Given.read(service, "cpus", Cpus::parse);
    Given<Integer> pids = Given.read(service, "pids_limit", LimitsReader::pids);
    Given<Integer> scale = Given.read(service, "scale", LimitsReader::replicas);
    Limits limits =
        new Limits(
            memory.agreed(deploy.memory()),
            swap.value(),
            reservation.agreed(deploy.reservation()),
            cpus.agreed(deploy.cpus()),
            pids.agreed(deploy.pids()),
            service.get("shm_size").flatMap(v -> v.parsed(ByteSize::parse)),
            UlimitsReader.read(service),
            deploy.devices());
    checkMemory(limits, swap, reservation.or(deploy.reservation()));
    return new Resources(limits, scale.agreed(deploy.replicas()), deploy.deployment());
  }

  private static void checkMemory(
      Limits limits, Given<ByteSize> swap, Given<ByteSize> reservation) {
    if (limits.memorySwap().isPresent() && limits.memory().isEmpty()) {
      swap.problem("needs a mem_limit beside it: it is memory and swap together");
    }
    if (limits.memory().isEmpty()) {
      return;
    }
    ByteSize memory = limits.memory().get();
    if (limits.memorySwap().filter(s -> s.compareTo(memory) < 0).isPresent()) {
      swap.problem(
          "must be at least the memory limit " + memory + ": it is memory and swap together");
    }
    if (limits.memoryReservation().filter(r -> r.compareTo(memory) > 0).isPresent()) {
      reservation.problem("must be at most the memory limit " + memory);
    }
  }

  static ByteSize memory(String text) {
    ByteSize size = ByteSize.parse(text);
    if (size.compareTo(LEAST_MEMORY) < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is less than the 6m that an engine accepts; give a unit, such as 512m");
    }
    return size;
  }

  private static ByteSize swap(String text) {
    if (text.strip().equals("-1")) {
      throw new IllegalArgumentException("unlimited swap (-1) is not supported");
    }
    return memory(text);
  }

  static int replicas(String text) {
    int replicas = Literals.wholeNumberFrom(0, text);
    if (replicas > ServiceDraft.MOST_REPLICAS) {
      throw new IllegalArgumentException(
          replicas
              + " is too many: a service has at most "
              + ServiceDraft.MOST_REPLICAS
              + " replicas");
    }
    return replicas;
  }

  static int pids(String text) {
    int pids = Literals.wholeNumber(text);
    if (pids < -1 || pids == 0) {
      throw new IllegalArgumentException(
          pids + " is not a limit: write at least 1, or -1 for no limit");
    }
    return pids;
  }
}
