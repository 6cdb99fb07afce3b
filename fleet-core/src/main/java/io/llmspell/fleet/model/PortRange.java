package io.llmspell.fleet.model;

import com.google.common.net.InetAddresses;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ports that a fleet may lease to kernels, first and last included, cut into blocks of five.
 *
 * @param hostIp the address of the engine's machine on which they are published; absent: only if
 *     need be, on 127.0.0.1
 */
public record PortRange(int first, int last, Optional<String> hostIp) {
  /** 9555, 9560, 9565 … up to the block 14550, a thousand kernels. */
  public static final PortRange DEFAULT = new PortRange(9555, 14_554);

  private static final Pattern TEXT =
      Pattern.compile("(?:\\[?([\\d.:a-fA-F]+?)]?:)?\\s*(\\d{1,9})\\s*-\\s*(\\d{1,9})");

  /**
   * @throws IllegalArgumentException if the range holds no block of five, or ports that do not
   *     exist, or if the address is none
   */
  public PortRange {
    if (first < 1 || last > 65_535 || last - first + 1 < PortBlock.SIZE) {
      throw new IllegalArgumentException(
          first + "-" + last + " is not a range of at least five ports within 1-65535");
    }
    if (!hostIp.map(InetAddresses::isInetAddress).orElse(true)) {
      throw new IllegalArgumentException("'" + hostIp.get() + "' is not an IP address");
    }
  }

  /** Published only if need be. */
  public PortRange(int first, int last) {
    this(first, last, Optional.empty());
  }

  /** Reads {@code 9555-9604}, {@code 10.0.0.5:9555-9604} and {@code [fd00::5]:9555-9604}. */
  public static PortRange parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a port range like 9555-9604");
    }
    return new PortRange(
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        Optional.ofNullable(matcher.group(1)));
  }

  /** All whole blocks, ascending. */
  public Stream<PortBlock> blocks() {
    return Stream.iterate(
            first, base -> base + PortBlock.SIZE - 1 <= last, base -> base + PortBlock.SIZE)
        .map(PortBlock::new);
  }

  @Override
  public String toString() {
    return hostIp.map(ip -> (ip.contains(":") ? "[" + ip + "]" : ip) + ":").orElse("")
        + first
        + "-"
        + last;
  }
}
