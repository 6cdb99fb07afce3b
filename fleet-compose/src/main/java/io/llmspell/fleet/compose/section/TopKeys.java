package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;

/** The keys at the top of a file that say nothing of the fleet. */
public final class TopKeys {
  private TopKeys() {}

  /** After all other keys were read: what is left is unknown or not supported. */
  public static void checkRest(Fields top) {
    // Obsolete, and never more than a hint of which format follows.
    top.get("version").ifPresent(Value::text);
    top.rejectOthers(Unsupported.AT_THE_TOP);
  }
}
