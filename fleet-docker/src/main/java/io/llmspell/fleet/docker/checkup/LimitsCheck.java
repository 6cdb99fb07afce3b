package io.llmspell.fleet.docker.checkup;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.docker.checkup.EngineFacts.Limit;
import io.llmspell.fleet.error.ErrorCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the engine keeps the limits that kernels are given; one that does not drops them. */
record LimitsCheck(EngineFacts facts) implements Check {

  @Override
  public String name() {
    return "limits";
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    Set<Limit> missing = EnumSet.allOf(Limit.class);
    missing.removeAll(facts.limits());
    boolean swapMissing = missing.remove(Limit.SWAP);
    String cgroup =
        "cgroup version "
            + (facts.cgroupVersion().isEmpty() ? "unknown" : facts.cgroupVersion())
            + ", driver "
            + (facts.cgroupDriver().isEmpty() ? "unknown" : facts.cgroupDriver());
    if (missing.isEmpty()) {
      findings.add(
          Finding.ok(
              name(),
              "memory, CPU and pids are limited"
                  + (swapMissing ? "" : ", and swap")
                  + "; "
                  + cgroup));
    } else {
      findings.add(
          Finding.problem(
              name(),
              ErrorCode.UNSUPPORTED,
              "not limited: " + words(missing) + "; " + cgroup,
              facts.rootless()
                  ? "a rootless engine needs cgroup version 2 and delegated controllers"
                  : "enable these cgroup controllers in the machine's kernel"));
    }
    if (swapMissing) {
      findings.add(
          Finding.note(
              name(),
              "swap is not limited: a kernel may swap beyond its memory limit",
              "switch swap off, or start the machine's kernel with swapaccount=1"));
    }
    facts
        .warnings()
        .forEach(
            warning ->
                findings.add(
                    Finding.note(name(), "the engine says: " + warning, "see its own manual")));
    return findings;
  }

  private static String words(Set<Limit> limits) {
    return limits.stream()
        .map(limit -> limit.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
