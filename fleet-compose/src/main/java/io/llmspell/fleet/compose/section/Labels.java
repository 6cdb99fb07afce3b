package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.yaml.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code labels}; those with which the fleet marks its own are not the user's to set. */
final class Labels {
  private static final String RESERVED = "io.llmspell.fleet.";

  private Labels() {}

  static Map<String, String> read(Value value) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (Pairs.Pair pair : Pairs.read(value)) {
      if (pair.name().startsWith(RESERVED)) {
        pair.place()
            .problem("'" + pair.name() + "': labels in " + RESERVED + " are the fleet's own");
      }
      labels.put(pair.name(), pair.value().orElse(""));
    }
    return labels;
  }
}
