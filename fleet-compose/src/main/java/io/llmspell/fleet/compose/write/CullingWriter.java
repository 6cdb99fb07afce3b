package io.llmspell.fleet.compose.write;

import io.llmspell.fleet.compose.text.Durations;
import io.llmspell.fleet.model.Culling;

/** Writes {@code cull}. */
final class CullingWriter {
  private CullingWriter() {}

  /** Nothing for what ends nothing. */
  static void write(Culling culling, Block block) {
    if (!culling.equals(Culling.NEVER)) {
      block.block(
          "cull",
          new Block()
              .text("idle", culling.idle().map(Durations::format))
              .text("busy", culling.busy().map(Durations::format))
              .text("lifetime", culling.lifetime().map(Durations::format))
              .flag("connected", culling.connected()));
    }
  }
}
