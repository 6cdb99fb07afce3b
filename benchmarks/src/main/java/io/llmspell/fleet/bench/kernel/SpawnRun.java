package io.llmspell.fleet.bench.kernel;

import io.llmspell.fleet.bench.measure.Budget;
import io.llmspell.fleet.bench.measure.Program;
import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.jupyter.ConnectionFiles;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.SpawnRequest;
import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How long it takes from the wish for a kernel to its answer, and who takes it: in each round the
 * fleet in this process makes one, then the same container is made with raw calls, then the command
 * makes one.
 */
public final class SpawnRun {
  private final Engine engine;
  private final Fleet fleet;
  private final Timeline timeline;
  private final Program command;
  private final KernelFleet kernels;

  /**
   * For a fleet in this process that is listened to, and {@code docker-fleet}.
   *
   * @param kernels the project that the kernels are spawned in
   */
  public SpawnRun(
      Engine engine, Fleet fleet, Timeline timeline, Program command, KernelFleet kernels) {
    this.engine = engine;
    this.fleet = fleet;
    this.timeline = timeline;
    this.command = command;
    this.kernels = kernels;
  }

  /** Runs it, with one round more that does not count, and leaves nothing. */
  public Section run(int rounds, Budget budget, Consumer<String> progress) {
    List<SpawnRound> measured = new ArrayList<>();
    try {
      progress.accept("spawn: warm-up");
      round();
      budget.rounds(
          rounds,
          i -> {
            progress.accept("spawn: round " + (i + 1) + "/" + rounds);
            measured.add(round());
          });
    } finally {
      fleet.down(kernels.desired(), false);
    }
    return SpawnText.section(measured);
  }

  private SpawnRound round() {
    timeline.start();
    KernelView kernel =
        fleet.spawn(
            kernels.desired(), new SpawnRequest(kernels.service(), Optional.empty(), Publish.AUTO));
    Duration total = timeline.elapsed();
    RawKernel raw = RawKernel.of(engine, kernel.instance().handle(), connection(kernel));
    fleet.stop(project(), kernel.instance().name(), true);
    RawKernel.Times times = raw.run();
    Duration whole =
        command
            .with(List.of("-f", kernels.file().toString(), "-p", project().value(), "spawn"))
            .run()
            .took();
    fleet.stopAll(project(), true);
    return SpawnRound.of(total, timeline, times, whole);
  }

  private ProjectName project() {
    return kernels.desired().project();
  }

  private static ConnectionInfo connection(KernelView kernel) {
    try {
      return ConnectionFiles.decode(Files.readAllBytes(kernel.connectionFile().orElseThrow()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
