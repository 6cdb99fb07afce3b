package io.llmspell.fleet.bench.report;

/**
 * What is to be reached, and what was.
 *
 * @param what in words
 * @param limit what the value has to stay under, or reach at most
 * @param unit of both; may be empty
 */
public record Target(String what, double limit, double value, String unit) {
  public boolean isMet() {
    return value <= limit;
  }
}
