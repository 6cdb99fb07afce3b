package io.llmspell.fleet.model;

import java.util.regex.Pattern;

/**
 * One client's place at a kernel. It ends when it is given back, or with the kernel.
 *
 * @param place counts from 1
 * @param places how many the kernel has; the only one of a kernel is an exclusive claim
 * @param holder whose it is: hex digits that nobody else comes upon by chance
 */
public record Claim(ProjectName project, InstanceId kernel, int place, int places, String holder) {
  private static final Pattern HOLDER = Pattern.compile("[0-9a-f]{16}");

  /**
   * @throws IllegalArgumentException for a place that the kernel does not have, or a holder that is
   *     not 16 hex digits
   */
  public Claim {
    if (place < 1 || place > places) {
      throw new IllegalArgumentException("there is no place " + place + " of " + places);
    }
    if (!HOLDER.matcher(holder).matches()) {
      throw new IllegalArgumentException("'" + holder + "' is no holder of a claim");
    }
  }

  /** As people pass it on: {@code kernel-1a2b3c4d.1.00112233aabbccdd}. */
  public String text() {
    return kernel + "." + place + "." + holder;
  }
}
