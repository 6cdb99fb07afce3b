package io.llmspell.fleet.loop;

import io.llmspell.fleet.plan.Plan;
import java.util.List;

/**
 * What {@code up} came to.
 *
 * @param plan what was to be done
 * @param kernels the fleet's instances afterwards
 * @param failures none if all is as wanted
 */
public record UpResult(Plan plan, List<KernelView> kernels, List<Failure> failures) {
  public UpResult {
    kernels = List.copyOf(kernels);
    failures = List.copyOf(failures);
  }
}
