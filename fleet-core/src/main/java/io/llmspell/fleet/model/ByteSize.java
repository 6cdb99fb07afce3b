package io.llmspell.fleet.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory in bytes, read and written with Compose's units (powers of 1024). */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern FORM =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(b|k|kb|kib|m|mb|mib|g|gb|gib|t|tb|tib)?");

  /**
   * @throws IllegalArgumentException if negative
   */
  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size in bytes can't be negative: " + bytes);
    }
  }

  public static ByteSize ofMebibytes(long mebibytes) {
    return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  /**
   * Reads {@code 512m}, {@code 1.5GB}, {@code 2gib} or a bare number of bytes; case does not
   * matter.
   *
   * @throws IllegalArgumentException if the text is not a size, with examples of what is
   */
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a size: write a number and b, k, m or g, such as 512m or 2g");
    }
    String unit = matcher.group(2);
    int power = unit == null ? 0 : "bkmgt".indexOf(unit.charAt(0));
    BigDecimal value =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1024).pow(power));
    if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("'" + text + "' is more memory than there can be");
    }
    return new ByteSize(value.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /** In mebibytes, as people who write {@code 512m} count them. */
  public double mebibytes() {
    return bytes / (double) (1L << 20);
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** In the largest unit that keeps it whole: {@code 512m}. */
  @Override
  public String toString() {
    String units = "bkmgt";
    int power = 0;
    long value = bytes;
    while (power < units.length() - 1 && value != 0 && value % 1024 == 0) {
      value /= 1024;
      power++;
    }
    return value + units.substring(power, power + 1);
  }
}
