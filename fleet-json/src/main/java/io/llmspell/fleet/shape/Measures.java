package io.llmspell.fleet.shape;

import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Numbers of one instance.
 *
 * @param memoryMb working set in mebibytes, to a tenth
 * @param cpuPercent CPU time since the start in percent of one core, to a tenth: what {@code ps}
 *     shows
 * @param uptimeSeconds since the start
 */
public record Measures(
    Optional<Double> memoryMb, Optional<Double> cpuPercent, Optional<Long> uptimeSeconds) {

  public static Measures of(KernelView view, Instant now) {
    return of(view.instance(), view.usage(), now);
  }

  public static Measures of(Instance instance, Optional<Usage> used, Instant now) {
    Optional<Duration> uptime =
        Optional.of(instance)
            .filter(Instance::isRunning)
            .flatMap(Instance::startedAt)
            .map(started -> Duration.between(started, now));
    return new Measures(
        used.map(u -> tenths(u.memory().mebibytes())),
        used.flatMap(
            usage ->
                uptime
                    .filter(up -> up.toMillis() > 0)
                    .map(up -> tenths(100.0 * usage.cpuTime().toMillis() / up.toMillis()))),
        uptime.map(up -> Math.max(0, up.toSeconds())));
  }

  /** To one digit after the point. */
  public static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
