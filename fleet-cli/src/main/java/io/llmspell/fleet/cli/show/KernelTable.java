package io.llmspell.fleet.cli.show;

import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Instance.KernelFacts;
import io.llmspell.fleet.shape.Measures;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Instances as a table for people. */
public final class KernelTable {
  private static final List<String> HEADINGS =
      List.of(
          "ID",
          "NAME",
          "STATUS",
          "HEALTH",
          "PORT",
          "LANGUAGE",
          "CONFIG",
          "MEMORY",
          "CPU",
          "UPTIME");
  private static final List<String> MORE_HEADINGS =
      List.of("IMAGE", "CONTAINER", "CREATED BY", "CONNECTION FILE", "ENDED");
  private static final int SHORT_ID = 12;

  private KernelTable() {}

  /** With a heading, columns aligned. */
  public static List<String> of(List<KernelView> kernels, Instant now, boolean verbose) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(join(HEADINGS, verbose ? MORE_HEADINGS : List.of()));
    for (KernelView kernel : kernels) {
      rows.add(join(row(kernel, now), verbose ? more(kernel) : List.of()));
    }
    return aligned(rows);
  }

  /** Rows of as many cells each, with every column as wide as its widest cell. */
  static List<String> aligned(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> align(row, widths)).toList();
  }

  /** How to connect to each kernel that can be connected to. */
  public static List<String> connectLines(List<KernelView> kernels) {
    return kernels.stream()
        .flatMap(k -> k.connectionFile().stream())
        .map(KernelTable::connectLine)
        .toList();
  }

  /** How to connect with this file. */
  public static String connectLine(Path connectionFile) {
    String path = connectionFile.toString();
    return "jupyter console --existing "
        + (path.matches("[\\w./~-]+") ? path : "'" + path.replace("'", "'\\''") + "'");
  }

  private static List<String> row(KernelView view, Instant now) {
    Instance instance = view.instance();
    Optional<KernelFacts> kernel = instance.spec().kernel();
    Measures measures = Measures.of(view, now);
    return List.of(
        instance.id().value(),
        instance.name(),
        view.status().name().toLowerCase(Locale.ROOT),
        view.health().name().toLowerCase(Locale.ROOT),
        kernel.map(k -> k.ports().toString()).orElse("-"),
        kernel.map(KernelFacts::language).orElse("-"),
        kernel.flatMap(KernelFacts::config).orElse("-"),
        measures.memoryMb().map(mb -> mb + " MB").orElse("-"),
        measures.cpuPercent().map(p -> p + "%").orElse("-"),
        measures.uptimeSeconds().map(KernelTable::duration).orElse("-"));
  }

  private static List<String> more(KernelView view) {
    Instance instance = view.instance();
    return List.of(
        instance.spec().image().value(),
        instance.handle().substring(0, Math.min(SHORT_ID, instance.handle().length())),
        instance.spec().createdBy(),
        view.connectionFile().map(Path::toString).orElse("-"),
        instance.exit().map(Instance.Exit::cause).orElse("-"));
  }

  private static String duration(long seconds) {
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m" + seconds % 60 + "s";
    }
    return seconds / 3600 + "h" + seconds % 3600 / 60 + "m";
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }

  private static String align(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
