package io.llmspell.fleet.compose.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compose's durations: {@code 1m30s}, {@code 500ms}. */
public final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|ms|s|m|h)");

  private static final Map<String, Long> NANOS =
      Map.of(
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException if the text is not a duration, with examples of what is
   */
  public static Duration parse(String text) {
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    int end = 0;
    while (end < text.length() && part.region(end, text.length()).lookingAt()) {
      long unit = NANOS.getOrDefault(part.group(2), 0L);
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
      end = part.end();
    }
    if (end == 0 || end < text.length()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration: write numbers with h, m, s, ms or us, such as 1m30s");
    }
    // The engine counts nanoseconds in 64 bits.
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("'" + text + "' is longer than can be counted");
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /**
   * Reads one that is more than nothing.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Duration parseSome(String text) {
    Duration some = parse(text);
    if (some.isZero()) {
      throw new IllegalArgumentException("must be more than nothing");
    }
    return some;
  }

  /** Writes a duration so that {@link #parse} reads it as the same: {@code 1m30s}. */
  public static String format(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(duration.toHours(), "h", text);
    append(duration.toMinutesPart(), "m", text);
    append(duration.toSecondsPart(), "s", text);
    append(duration.toMillisPart(), "ms", text);
    BigDecimal micros = BigDecimal.valueOf(duration.toNanosPart() % 1_000_000L, 3);
    if (micros.signum() > 0) {
      text.append(micros.stripTrailingZeros().toPlainString()).append("us");
    }
    return text.length() == 0 ? "0s" : text.toString();
  }

  private static void append(long amount, String unit, StringBuilder text) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }
}
