package io.llmspell.fleet.docker.checkup;

import com.github.dockerjava.api.model.Info;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an engine says of itself under {@code /info}.
 *
 * @param system what it runs on, for people
 * @param rootless whether it runs without root's rights
 * @param swarm whether it is part of a swarm
 * @param cgroupVersion {@code 1} or {@code 2}; empty if it does not say
 * @param cgroupDriver as it calls it; {@code none} if it limits nothing
 * @param limits those that it can keep
 * @param warnings in its own words
 * @param clock its time when it was asked
 * @param dataRoot where it keeps images and containers, as it sees its own files
 */
record EngineFacts(
    String system,
    boolean rootless,
    boolean swarm,
    String cgroupVersion,
    String cgroupDriver,
    Set<Limit> limits,
    List<String> warnings,
    Optional<Instant> clock,
    String dataRoot) {

  EngineFacts {
    limits = Set.copyOf(limits);
    warnings = List.copyOf(warnings);
  }

  /** What a container can be kept from taking. */
  enum Limit {
    MEMORY,
    SWAP,
    CPU,
    PIDS
  }

  /** Whether it runs beside this machine, though it is spoken to through a socket of it. */
  boolean isInAVirtualMachine() {
    return system.contains("Docker Desktop");
  }

  static EngineFacts of(Info info) {
    Set<Limit> limits = EnumSet.noneOf(Limit.class);
    add(limits, Limit.MEMORY, info.getMemoryLimit());
    add(limits, Limit.SWAP, info.getSwapLimit());
    add(limits, Limit.CPU, info.getCpuCfsQuota());
    add(limits, Limit.PIDS, info.getRawValues().get("PidsLimit"));
    List<String> security = Objects.requireNonNullElse(info.getSecurityOptions(), List.of());
    return new EngineFacts(
        text(info.getOperatingSystem()),
        security.stream().anyMatch(option -> option.contains("rootless")),
        info.getSwarm() != null
            && String.valueOf(info.getSwarm().getLocalNodeState()).equalsIgnoreCase("active"),
        text(info.getCGroupVersion()),
        text(info.getCGroupDriver()),
        limits,
        warnings(info.getRawValues().get("Warnings")),
        clock(text(info.getSystemTime())),
        text(info.getDockerRootDir()));
  }

  private static void add(Set<Limit> limits, Limit limit, @Nullable Object says) {
    if (Boolean.TRUE.equals(says)) {
      limits.add(limit);
    }
  }

  private static List<String> warnings(@Nullable Object list) {
    return list instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
  }

  private static Optional<Instant> clock(String time) {
    try {
      return Optional.of(OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
