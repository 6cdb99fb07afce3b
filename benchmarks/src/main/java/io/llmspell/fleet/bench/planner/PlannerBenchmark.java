package io.llmspell.fleet.bench.planner;

import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.testkit.Samples;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One plan for a whole fleet. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlannerBenchmark {
  /** How many kernels each service has. */
  @Param("1")
  public int replicas;

  @Param("100")
  public int kernels;

  @Param("NO_OP")
  public Situation situation = Situation.NO_OP;

  private @Nullable PlannerInput input;

  /** Makes the fleet, which is not measured. */
  @Setup
  public void prepare() {
    input = PlannerInput.of(kernels / replicas, replicas, situation);
  }

  @Benchmark
  public Plan plan() {
    PlannerInput given = Objects.requireNonNull(input);
    return Planner.plan(
        given.desired(), given.observed(), io.llmspell.fleet.plan.Scope.ALL, Samples.LATER);
  }
}
