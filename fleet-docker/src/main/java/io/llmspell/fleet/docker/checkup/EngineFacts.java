package io.llmspell.fleet.docker.checkup;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Ascii;
import com.google.common.collect.Streams;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
    MEMORY("MemoryLimit"),
    SWAP("SwapLimit"),
    CPU("CpuCfsQuota"),
    PIDS("PidsLimit");

    /** What the engine calls it. */
    private final String field;

    Limit(String field) {
      this.field = field;
    }
  }

  /** Whether it runs beside this machine, though it is spoken to through a socket of it. */
  boolean isInAVirtualMachine() {
    return system.contains("Docker Desktop");
  }

  /** Reads {@code GET /info}. */
  static EngineFacts of(JsonNode info) {
    Set<Limit> limits = EnumSet.noneOf(Limit.class);
    for (Limit limit : Limit.values()) {
      if (info.path(limit.field).asBoolean()) {
        limits.add(limit);
      }
    }
    return new EngineFacts(
        info.path("OperatingSystem").asText(""),
        texts(info.path("SecurityOptions")).anyMatch(option -> option.contains("rootless")),
        Ascii.equalsIgnoreCase(info.path("Swarm").path("LocalNodeState").asText(""), "active"),
        info.path("CgroupVersion").asText(""),
        info.path("CgroupDriver").asText(""),
        limits,
        texts(info.path("Warnings")).toList(),
        clock(info.path("SystemTime").asText("")),
        info.path("DockerRootDir").asText(""));
  }

  private static Stream<String> texts(JsonNode list) {
    return Streams.stream(list).map(JsonNode::asText);
  }

  private static Optional<Instant> clock(String time) {
    try {
      return Optional.of(OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
