package io.llmspell.fleet.bench.command;

import io.llmspell.fleet.bench.measure.Program;
import io.llmspell.fleet.bench.report.Figures;
import io.llmspell.fleet.bench.report.Table;

/** The most memory that a command has resident at a time, as Linux keeps it ({@code VmHWM}). */
public final class CommandMemory {
  private final Table table = new Table("command", "peak resident, MiB");

  /** Runs it once. */
  public void measure(String name, Program program) {
    long peak = program.runWatched().peakKilobytes().orElseThrow();
    table.row(name, Figures.plain(peak / 1024.0));
  }

  /** One row for each that was measured. */
  public Table table() {
    return table;
  }
}
