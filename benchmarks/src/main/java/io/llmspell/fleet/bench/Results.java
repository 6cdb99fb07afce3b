package io.llmspell.fleet.bench;

import io.llmspell.fleet.bench.report.Figures;
import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.bench.report.Table;
import io.llmspell.fleet.bench.report.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The file with the results of a run. */
final class Results {
  private static final String NO_NOTES =
      "Why a target is missed is not written down yet: `benchmarks/NOTES.md` is the place.";

  private Results() {}

  /**
   * All of it, in Markdown.
   *
   * @param notes what a person has to say about the figures
   */
  static String text(Table machine, Duration took, List<Section> sections, Optional<String> notes) {
    StringBuilder text = new StringBuilder("# Results of `make bench`\n\n");
    text.append("Written by the run; notes go into `NOTES.md`. Quote ratios, not milliseconds:")
        .append(" they hold on other machines too.\n\n");
    text.append(machine);
    text.append("\nThe run took ").append(took.toMinutes()).append(" min ");
    text.append(took.toSecondsPart()).append(" s.\n");
    text.append("\n## Targets\n\n").append(targets(sections));
    text.append("\n## Notes\n\n").append(notes.orElse(NO_NOTES).strip()).append('\n');
    for (Section section : sections) {
      text.append("\n## ").append(section.title()).append("\n\n");
      text.append(section.text().strip()).append('\n');
    }
    return text.toString();
  }

  private static Table targets(List<Section> sections) {
    Table table = new Table("what", "at most", "measured", "");
    for (Section section : sections) {
      for (Target target : section.targets()) {
        table.row(
            target.what(),
            withUnit(target.limit(), target.unit()),
            withUnit(target.value(), target.unit()),
            target.isMet() ? "met" : "**missed**");
      }
    }
    return table;
  }

  private static String withUnit(double value, String unit) {
    return unit.isEmpty() ? Figures.ratio(value) : Figures.plain(value) + " " + unit;
  }

  /** Puts it in the place of the last one, whole or not at all. */
  static void write(Path file, String text) throws IOException {
    Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
