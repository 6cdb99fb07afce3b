package io.llmspell.fleet.bench.report;

import io.llmspell.fleet.bench.measure.Series;
import java.util.Locale;

/** Numbers as they are printed. */
public final class Figures {
  private Figures() {}

  /** The median and, where there were several rounds, what lay farthest from it. */
  public static String withSpread(Series series) {
    return series.rounds() == 1
        ? plain(series.median())
        : plain(series.median()) + " (" + plain(series.least()) + "–" + plain(series.most()) + ")";
  }

  /** A ratio, {@code 1.15}. */
  public static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** About three digits: {@code 0.123}, {@code 1.23}, {@code 12.3}, {@code 1234}. */
  public static String plain(double value) {
    double size = Math.abs(value);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
