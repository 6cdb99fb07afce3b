package io.llmspell.fleet.docker.checkup;

import static io.llmspell.fleet.docker.checkup.EngineFacts.Limit.CPU;
import static io.llmspell.fleet.docker.checkup.EngineFacts.Limit.MEMORY;
import static io.llmspell.fleet.docker.checkup.EngineFacts.Limit.PIDS;
import static io.llmspell.fleet.docker.checkup.EngineFacts.Limit.SWAP;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.checkup.Finding.Weight;
import io.llmspell.fleet.docker.checkup.EngineFacts.Limit;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.ByteSize;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that may be said of an engine: when it is, and when it is not. */
class EngineChecksTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void aUsualEngineHereIsFine() {
    assertThat(only(new KindCheck(facts(false, false), false, true)))
        .isEqualTo(Finding.ok("kind", "Docker on Debian, on this machine"));
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, true, false, 'Podman, rootless, on Debian, on this machine', tested most",
    "false, false, false, false, 'Docker on Debian, on another machine', publish ports",
    "false, false, true, true, 'Docker on Debian, on this machine, in a swarm', nothing"
  })
  void anUnusualEngineIsWorthANote(
      boolean podman, boolean rootless, boolean here, boolean swarm, String seen, String advice) {
    Finding finding = only(new KindCheck(facts(rootless, swarm), podman, here));

    assertThat(finding.weight()).isEqualTo(Weight.NOTE);
    assertThat(finding.seen()).isEqualTo(seen);
    assertThat(finding.advice().orElseThrow()).contains(advice);
  }

  @Test
  void allLimitsAreKept() {
    assertThat(new LimitsCheck(limiting(EnumSet.allOf(Limit.class), false)).look())
        .containsExactly(
            Finding.ok(
                "limits",
                "memory, CPU and pids are limited, and swap; cgroup version 2, driver systemd"));
  }

  @Test
  void swapThatIsNotLimitedIsWorthANote() {
    List<Finding> findings = new LimitsCheck(limiting(Set.of(MEMORY, CPU, PIDS), false)).look();

    assertThat(findings).extracting(Finding::weight).containsExactly(Weight.OK, Weight.NOTE);
    assertThat(findings.get(0).seen()).doesNotContain("swap");
    assertThat(findings.get(1).seen()).contains("swap is not limited");
  }

  @Test
  void aLimitThatIsNotKeptIsAProblem() {
    Finding finding = new LimitsCheck(limiting(Set.of(MEMORY, SWAP), false)).look().get(0);
    assertThat(finding.problem()).contains(ErrorCode.UNSUPPORTED);
    assertThat(finding.seen())
        .isEqualTo("not limited: cpu, pids; cgroup version 2, driver systemd");
    assertThat(finding.advice().orElseThrow()).contains("kernel");

    Finding rootless = new LimitsCheck(limiting(Set.of(MEMORY, SWAP), true)).look().get(0);
    assertThat(rootless.advice().orElseThrow()).contains("delegated");
  }

  @Test
  void theEnginesOwnWarningsAreRepeated() {
    EngineFacts warning =
        new EngineFacts(
            "Debian",
            false,
            false,
            "",
            "",
            EnumSet.allOf(Limit.class),
            List.of("WARNING: no dust filter"),
            Optional.empty(),
            "");

    assertThat(new LimitsCheck(warning).look())
        .extracting(Finding::seen)
        .containsExactly(
            "memory, CPU and pids are limited, and swap; cgroup version unknown, driver unknown",
            "the engine says: WARNING: no dust filter");
  }

  @ParameterizedTest
  @CsvSource({
    "0, OK, agrees", "5, OK, agrees", "-5, OK, agrees",
    "6, PROBLEM, 6 s ahead of", "-6, PROBLEM, 6 s behind", "86400, PROBLEM, 86400 s ahead of"
  })
  void clocksHaveToAgree(int seconds, Weight weight, String seen) {
    Finding finding = only(new ClockCheck(Optional.of(NOW.plusSeconds(seconds)), NOW));

    assertThat(finding.weight()).isEqualTo(weight);
    assertThat(finding.seen()).contains(seen);
  }

  @Test
  void anEngineMayNotTellItsTime() {
    assertThat(only(new ClockCheck(Optional.empty(), NOW)).weight()).isEqualTo(Weight.NOTE);
  }

  @ParameterizedTest
  @CsvSource({
    "5120, OK, 5.0 GiB free in /data",
    "5119, NOTE, 5.0 GiB",
    "1024, NOTE, 1.0 GiB",
    "1023, PROBLEM, 1.0 GiB",
    "0, PROBLEM, 0.0 GiB"
  })
  void roomHasToBeLeft(int mebibytes, Weight weight, String seen) {
    Finding finding = only(new DiskCheck("/data", Optional.of(ByteSize.ofMebibytes(mebibytes))));

    assertThat(finding.weight()).isEqualTo(weight);
    assertThat(finding.seen()).contains(seen);
  }

  @Test
  void roomIsSeenOnlyOnThisMachine() {
    assertThat(DiskCheck.of(folder.toString(), true).free()).isPresent();
    assertThat(DiskCheck.of(folder.toString(), false).free()).isEmpty();
    assertThat(DiskCheck.of(folder.resolve("none").toString(), true).free()).isEmpty();
    assertThat(DiskCheck.of("", true).free()).isEmpty();
    assertThat(only(DiskCheck.of("/far", false)).seen())
        .isEqualTo("the engine's folder /far can't be seen from here");
  }

  @Test
  void addressesAreReachedOrPortsArePublished() {
    assertThat(only(new ReachCheck(List.of("bridge"), true)).weight()).isEqualTo(Weight.OK);

    Finding finding = only(new ReachCheck(List.of("bridge"), false));
    assertThat(finding.weight()).isEqualTo(Weight.NOTE);
    assertThat(finding.seen()).contains("can't be reached from here (bridge)");
    assertThat(finding.advice().orElseThrow()).contains("published");
  }

  private static EngineFacts facts(boolean rootless, boolean swarm) {
    return new EngineFacts(
        "Debian",
        rootless,
        swarm,
        "2",
        "systemd",
        EnumSet.allOf(Limit.class),
        List.of(),
        Optional.of(NOW),
        "/data");
  }

  private static EngineFacts limiting(Set<Limit> limits, boolean rootless) {
    return new EngineFacts(
        "Debian", rootless, false, "2", "systemd", limits, List.of(), Optional.of(NOW), "/data");
  }

  private static Finding only(Check check) {
    List<Finding> findings = check.look();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
