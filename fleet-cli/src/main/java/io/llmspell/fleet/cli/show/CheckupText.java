package io.llmspell.fleet.cli.show;

import io.llmspell.fleet.checkup.Checkup;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.checkup.Finding.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A checkup in lines: what was seen, below it what to do, and the sum. */
public final class CheckupText {
  private static final String BELOW = " ".repeat(17);

  private CheckupText() {}

  public static List<String> of(Checkup checkup) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : checkup.findings()) {
      String weight = finding.weight().name().toLowerCase(Locale.ROOT);
      List<String> seen = finding.seen().lines().toList();
      lines.add("%-8s %-7s %s".formatted(weight, finding.check(), seen.get(0)));
      seen.stream().skip(1).forEach(line -> lines.add(BELOW + line));
      finding.advice().ifPresent(advice -> lines.add(BELOW + "-> " + advice));
    }
    lines.add(
        "Problems: "
            + checkup.count(Weight.PROBLEM)
            + ", notes: "
            + checkup.count(Weight.NOTE)
            + ".");
    return lines;
  }
}
