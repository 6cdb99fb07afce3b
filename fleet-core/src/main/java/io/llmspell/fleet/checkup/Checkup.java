package io.llmspell.fleet.checkup;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of several checks, in their order, which goes from what all stands on to what stands on
 * it.
 */
public record Checkup(List<Finding> findings) {
  public Checkup {
    findings = List.copyOf(findings);
  }

  /** Looks at each; what fails is a problem of its own and keeps no other from being looked at. */
  public static Checkup of(List<Check> checks) {
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      try {
        findings.addAll(check.look());
      } catch (FleetException e) {
        findings.add(Finding.problem(check.name(), e));
      } catch (RuntimeException e) {
        findings.add(
            Finding.problem(
                check.name(),
                ErrorCode.INTERNAL,
                "can't be looked at: " + e,
                "please report this as a fault of the fleet"));
      }
    }
    return new Checkup(findings);
  }

  /** How many are of this weight. */
  public long count(Finding.Weight weight) {
    return findings.stream().filter(f -> f.weight() == weight).count();
  }

  /** 0 if there is no problem, else that of the first one: what comes later may follow from it. */
  public int exitCode() {
    return findings.stream()
        .flatMap(f -> f.problem().stream())
        .findFirst()
        .map(ErrorCode::exitCode)
        .orElse(0);
  }
}
