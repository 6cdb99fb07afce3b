package io.llmspell.fleet.docker.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.checkup.Checkup;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.checkup.Finding.Weight;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.docker.engine.FakeEngine;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.testkit.Samples;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of an engine, over what it answers. */
class DockerCheckupTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  /** Above the ports that systems give out by themselves, so that nobody listens there. */
  private static final PortRange PORTS = new PortRange(64000, 64049);

  private static final DesiredFleet FLEET =
      Samples.fleet(PORTS, Samples.service("lua").kernel().replicas(2).build());

  /** As an engine 20.10 in a rootless Podman's clothes would answer. */
  private static final String INFO =
      """
      {"OperatingSystem":"Debian GNU/Linux 12","MemoryLimit":true,"SwapLimit":false,
       "CpuCfsQuota":true,"PidsLimit":true,"CgroupDriver":"cgroupfs","CgroupVersion":"1",
       "SystemTime":"2026-11-01T13:00:30.5+01:00","DockerRootDir":"/nowhere/docker",
       "SecurityOptions":["name=seccomp,profile=default","name=rootless"],
       "Swarm":{"LocalNodeState":"active"},"Warnings":["WARNING: dust"]}
      """;

  @TempDir private Path home;

  @Test
  void looksAtEverythingThatTheEngineSays() {
    try (FakeEngine fake = usual().with("/info", 200, INFO)) {
      Checkup checkup = look(fake, Optional.of(FLEET));

      assertThat(checkup.findings())
          .extracting(f -> f.check() + " " + f.weight())
          .containsExactly(
              "engine OK",
              "api OK",
              "access NOTE",
              "kind NOTE",
              "limits OK",
              "limits NOTE",
              "limits NOTE",
              "clock PROBLEM",
              "disk NOTE",
              "reach NOTE",
              "images NOTE",
              "ports OK",
              "leftovers OK");
      assertThat(seen(checkup, "kind"))
          .isEqualTo("Docker, rootless, on Debian GNU/Linux 12, on this machine, in a swarm");
      assertThat(seen(checkup, "clock")).startsWith("the engine's clock is 30 s ahead");
      assertThat(seen(checkup, "disk")).contains("/nowhere/docker");
      assertThat(seen(checkup, "api")).isEqualTo("engine 99.1 speaks API 1.12 to 1.41");
      assertThat(seen(checkup, "ports")).startsWith("64000-64049: 10 of 10 blocks");
    }
  }

  /** What several checks need is asked for once; its version once more, to speak to it at all. */
  @Test
  void asksForNothingTwice() {
    try (FakeEngine fake = usual().with("/info", 200, INFO)) {
      look(fake, Optional.of(FLEET));

      assertThat(fake.requests())
          .filteredOn(r -> r.contains("version") || r.contains("info") || r.contains("/images/"))
          .containsExactly(
              "GET /version",
              "GET /v1.41/version",
              "GET /v1.41/info",
              "GET /v1.41/images/fleet-kernel:latest/json");
    }
  }

  @Test
  void oneAnswerThatFailsKeepsNoOtherCheckFromItsTurn() {
    try (FakeEngine fake = usual().with("/info", 500, "{\"message\":\"no more of this\"}")) {
      Checkup checkup = look(fake, Optional.of(FLEET));

      assertThat(checkup.findings())
          .filteredOn(f -> f.weight() == Weight.PROBLEM)
          .extracting(Finding::seen)
          .containsExactly("can't ask the engine about itself: no more of this");
      assertThat(checkup.findings()).extracting(Finding::check).contains("images", "ports");
      assertThat(checkup.exitCode()).isEqualTo(12);
    }
  }

  @Test
  void withoutAFileOnlyItsImagesAreNotLookedAt() {
    try (FakeEngine fake = usual().with("/info", 200, INFO)) {
      assertThat(look(fake, Optional.empty()).findings())
          .extracting(Finding::check)
          .contains("ports")
          .doesNotContain("images");
    }
  }

  @Test
  void whereNoEngineAnswersThatIsAllThereIsToSay() {
    Checkup checkup = look(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1"), Optional.of(FLEET));

    assertThat(checkup.findings()).extracting(Finding::check).containsExactly("engine");
    assertThat(checkup.exitCode()).isEqualTo(5);
  }

  @Test
  void anAddressThatIsNoneIsAFinding() {
    Checkup checkup = look(Map.of("DOCKER_HOST", "ssh://there"), Optional.of(FLEET));

    assertThat(checkup.findings()).extracting(Finding::check).containsExactly("engine");
    assertThat(checkup.exitCode()).isEqualTo(11);
  }

  @Test
  void leasedAndPublishedPortsAreNotFree() {
    try (FakeEngine fake =
        usual()
            .with("/info", 200, INFO)
            .with(
                "/volumes",
                200,
                "{\"Volumes\":[{\"Name\":\"l\",\"Labels\":{\"io.llmspell.fleet.ports\":\"64000\"}}]}")
            .with("/containers/json", 200, "[{\"Id\":\"c\",\"Ports\":[{\"PublicPort\":64006}]}]")) {
      Checkup checkup = look(fake, Optional.of(FLEET));

      assertThat(seen(checkup, "ports")).endsWith(", 1 leased");
      assertThat(checkup.findings())
          .filteredOn(f -> f.check().equals("ports"))
          .last()
          .extracting(Finding::seen)
          .asString()
          .contains("block 64005 (port 64006)");
    }
  }

  private static FakeEngine usual() {
    return FakeEngine.usual()
        .with("/containers/json", 200, "[]")
        .with("/networks", 200, "[{\"Name\":\"bridge\",\"IPAM\":{\"Config\":[]}}]")
        .with("/volumes", 200, "{\"Volumes\":[]}")
        .with("/images/fleet-kernel:latest/json", 404, "{\"message\":\"no such image\"}");
  }

  private Checkup look(FakeEngine fake, Optional<DesiredFleet> desired) {
    return look(Map.of("DOCKER_HOST", fake.endpoint().uri().toString()), desired);
  }

  private Checkup look(Map<String, String> environment, Optional<DesiredFleet> desired) {
    EngineLocator locator = new EngineLocator(environment, home, home);
    try (DockerCheckup docker = DockerCheckup.open(locator, InstantSource.fixed(NOW))) {
      return Checkup.of(docker.checks(desired, true));
    }
  }

  private static String seen(Checkup checkup, String check) {
    List<Finding> findings =
        checkup.findings().stream().filter(f -> f.check().equals(check)).toList();
    return findings.get(0).seen();
  }
}
