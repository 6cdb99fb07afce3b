package io.llmspell.fleet.docker;

import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.runtime.StartRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A kernel's wish for five ports, or its right to them once it has won.
 *
 * @param nonce what nobody else has
 * @param labels of the volume that stands for it, the nonce among them
 */
record Lease(PortBlock ports, String nonce, Map<String, String> labels) {
  private static final String NAME = "llmspell-ports-";

  static Lease of(PortBlock ports, StartRequest request, Maker maker) {
    String nonce = UUID.randomUUID().toString();
    return new Lease(
        ports,
        nonce,
        Map.of(
            Labels.PROJECT, request.fleet().project().value(),
            Labels.ID, request.id().value(),
            Labels.PORTS, ports.toString(),
            Labels.SINCE, Instant.now().toString(),
            Labels.MAKER, maker.process(),
            Labels.NONCE, nonce));
  }

  /** The name of the volume that stands for a block's lease. */
  static String volume(PortBlock ports) {
    return NAME + ports.base();
  }

  String volume() {
    return volume(ports);
  }

  /** The id of the kernel that it is for. */
  String holder() {
    return labels.getOrDefault(Labels.ID, "");
  }

  /**
   * What the volume says if it was taken for a leftover, and is made anew with its container: that
   * in between anybody could have had the ports.
   */
  Map<String, String> labelsOnceLost() {
    Map<String, String> lost = new HashMap<>(labels);
    lost.put(Labels.NONCE, UUID.randomUUID().toString());
    return lost;
  }

  /** Whether these are the labels of this lease, and of no other on the same ports. */
  boolean isOf(Map<String, String> other) {
    return nonce.equals(other.get(Labels.NONCE));
  }
}
