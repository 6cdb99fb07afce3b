package io.llmspell.fleet.bench.planner;

import io.llmspell.fleet.bench.planner.PlannerFigures.Figure;
import io.llmspell.fleet.bench.report.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the planner's benchmark, each fleet in a JVM of its own. */
public final class PlannerRun {
  private static final List<Integer> KERNELS = List.of(100, 1_000, 10_000, 100_000);
  private static final int MANY_REPLICAS = 100;

  private PlannerRun() {}

  /** Fleets of all sizes with one kernel a service, and one with many. */
  public static Section run(Consumer<String> progress) {
    List<Figure> figures = new ArrayList<>();
    for (Situation situation : Situation.values()) {
      progress.accept("planner: " + situation);
      String[] sizes = KERNELS.stream().map(Object::toString).toArray(String[]::new);
      figures.addAll(measure(situation, 1, sizes));
      figures.addAll(measure(situation, MANY_REPLICAS, "10000"));
    }
    return PlannerFigures.section(figures);
  }

  private static List<Figure> measure(Situation situation, int replicas, String... kernels) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(PlannerBenchmark.class.getName())
            .param("situation", situation.name())
            .param("replicas", Integer.toString(replicas))
            .param("kernels", kernels)
            .addProfiler(GCProfiler.class)
            .forks(1)
            .jvmArgs("-Xms2g", "-Xmx2g")
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(5)
            .measurementTime(TimeValue.milliseconds(400))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    try {
      Collection<RunResult> results = new Runner(options.build()).run();
      return results.stream().map(result -> figure(situation, replicas, result)).toList();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH failed", e);
    }
  }

  private static Figure figure(Situation situation, int replicas, RunResult run) {
    Result<?> time = run.getPrimaryResult();
    Result<?> allocation =
        Objects.requireNonNull(run.getSecondaryResults().get("gc.alloc.rate.norm"));
    int kernels = Integer.parseInt(run.getParams().getParam("kernels"));
    return new Figure(
        situation,
        kernels / replicas,
        kernels,
        time.getScore(),
        time.getScoreError(),
        allocation.getScore());
  }
}
