package io.llmspell.fleet.process;

import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.process.confine.Confinement;
import io.llmspell.fleet.runtime.ClaimKeeper;
import io.llmspell.fleet.runtime.EventSource;
import io.llmspell.fleet.runtime.ExecSource;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.MetricsSource;
import io.llmspell.fleet.runtime.ProcessSource;
import io.llmspell.fleet.runtime.SignalSender;
import io.llmspell.fleet.runtime.UsageSource;
import io.llmspell.fleet.testkit.Died;
import io.llmspell.fleet.testkit.KernelRuntimeContract;
import io.llmspell.fleet.testkit.Outsider;
import io.llmspell.fleet.testkit.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract on real processes, in a folder of its own each time. */
abstract class ProcessFixture extends KernelRuntimeContract {
  private static final ImageReference IMAGE = new ImageReference("sleeper:latest");
  private static final Programs PROGRAMS =
      Programs.of(
          Map.of(
              "sleeper", Program.of("program:sleeper", List.of("sh", "-c", "exec sleep 600", "k")),
              "ender",
                  Program.of(
                      "program:ender",
                      List.of("sh", "-c", "echo one; echo two; echo three; exit 3", "k"))));

  @TempDir private Path home;
  private final Confinement confinement;
  private Optional<KernelRuntime> runtime = Optional.empty();
  private Optional<KernelRuntime> another = Optional.empty();

  ProcessFixture(Confinement confinement) {
    this.confinement = confinement;
  }

  @Override
  public final KernelRuntime runtime() {
    runtime = runtime.or(() -> Optional.of(make(() -> {})));
    return runtime.get();
  }

  @Override
  public final KernelRuntime another() {
    another = another.or(() -> Optional.of(make(() -> {})));
    return another.get();
  }

  @Override
  public final KernelRuntime dyingAfter(int changes) {
    int[] left = {changes};
    return make(
        () -> {
          if (left[0]-- <= 0) {
            throw new Died();
          }
        });
  }

  private KernelRuntime make(Runnable beforeChange) {
    return new ProcessRuntime(home, PROGRAMS, confinement, System.getenv(), beforeChange);
  }

  @Override
  public final ServiceSpec kernelService() {
    try {
      Path config = home.resolve("openai.toml");
      Files.writeString(config, "[kernel]\n");
      return service("kernel", IMAGE, KernelSpec.Connection.PROVIDED, Optional.of(config));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final ServiceSpec silentService() {
    return service("silent", IMAGE, KernelSpec.Connection.WRITTEN, Optional.empty());
  }

  @Override
  public final ServiceSpec exitingService() {
    return service(
        "ender",
        new ImageReference("ender:latest"),
        KernelSpec.Connection.PROVIDED,
        Optional.empty());
  }

  @Override
  public final ServiceSpec plainService() {
    return Samples.service("plain").image(IMAGE.value()).build();
  }

  private static ServiceSpec service(
      String name, ImageReference image, KernelSpec.Connection connection, Optional<Path> config) {
    KernelSpec kernel =
        new KernelSpec(
            "lua",
            config.map(file -> new KernelConfig("openai", file, "digest", Optional.empty())),
            connection,
            KernelSpec.Interrupt.MESSAGE,
            KernelSpec.DEFAULT_STARTUP_TIMEOUT);
    return Samples.service(name).image(image.value()).kernel(kernel).build();
  }

  /** Others' than the contract uses on engines, which may run at the same time. */
  @Override
  public final PortRange ports() {
    return new PortRange(23_000, 23_149);
  }

  @Override
  public final int rounds() {
    return Integer.getInteger("fleet.rounds", 25);
  }

  @Override
  public final ImageReference missingImage() {
    return new ImageReference("nowhere:latest");
  }

  @Override
  public final Set<Class<?>> offers() {
    return Set.of(
        LogSource.class,
        UsageSource.class,
        MetricsSource.class,
        ProcessSource.class,
        ExecSource.class,
        EventSource.class,
        ClaimKeeper.class,
        SignalSender.class);
  }

  @Override
  public final Outsider outsider() {
    return new ForeignProcess(home.resolve("processes").resolve("names"));
  }
}
