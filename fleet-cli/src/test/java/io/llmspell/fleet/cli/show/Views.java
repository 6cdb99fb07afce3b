package io.llmspell.fleet.cli.show;

import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import io.llmspell.fleet.testkit.FakeClock;
import io.llmspell.fleet.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Instances as they are shown, all made at the same moment. */
final class Views {
  static final Instant STARTED = FakeClock.START;
  static final InstanceId ID = new InstanceId("kernel-0badcafe");
  static final Path FILE = Path.of("/home/jane/.llmspell/fleet/connections/demo-lua-2.json");

  private Views() {}

  /** A kernel of which all is known. */
  static KernelView full() {
    return limitedTo("512m");
  }

  /** The same with another memory limit. */
  static KernelView limitedTo(String memory) {
    Limits limits =
        new Limits(
            Optional.of(ByteSize.parse(memory)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    ServiceSpec plain = Samples.service("lua").kernel().config("openai", "d1").build();
    ServiceSpec service = plain.withContainer(plain.container().withLimits(limits));
    Usage usage = new Usage(ByteSize.parse("48.26m"), Duration.ofMillis(2500));
    return new KernelView(
        Samples.instance(service, 2).id(ID).build(),
        Phase.READY,
        Health.HEALTHY,
        Optional.of(Duration.ofNanos(1_234_567)),
        Optional.of(FILE),
        Optional.of(usage));
  }

  /** A kernel by hand of which next to nothing is known: it is not even started. */
  static KernelView bare() {
    Instance instance =
        Samples.instance(Samples.service("spawned").kernel().build(), 1)
            .id(ID)
            .adHoc("demo-mine")
            .phase(Phase.CREATING)
            .build();
    return shown(instance, Phase.CREATING);
  }

  static KernelView plain() {
    return shown(Samples.instance(Samples.service("redis").build(), 1).build(), Phase.READY);
  }

  static KernelView ended() {
    Instance instance =
        Samples.instance(Samples.service("lua").kernel().build(), 1).exited(3).build();
    return shown(instance, Phase.GONE);
  }

  static KernelView shown(Instance instance, Phase phase) {
    return new KernelView(
        instance, phase, Health.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
