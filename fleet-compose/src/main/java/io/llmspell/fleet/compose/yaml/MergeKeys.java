package io.llmspell.fleet.compose.yaml;

import com.google.common.math.LongMath;
import io.llmspell.fleet.compose.yaml.YamlNode.Entry;
import io.llmspell.fleet.compose.yaml.YamlNode.Mapping;
import io.llmspell.fleet.compose.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Map;

/**
 * YAML 1.1's merge key: what is under {@code <<} fills in the keys that the mapping itself does not
 * have; of several merged mappings the first one wins.
 */
final class MergeKeys {
  static final String KEY = "<<";

  /** All merges of a file together may copy this many keys, so that they can't explode. */
  private static final int MOST_COPIES = 100_000;

  private long copies;

  /** Adds to the entries what the values of merge keys say; returns how many nodes came along. */
  long merge(List<Value> merged, Map<String, Entry> entries) {
    long size = 0;
    for (Value value : merged) {
      if (value.node() instanceof Sequence list) {
        for (YamlNode item : list.items()) {
          size = LongMath.saturatedAdd(size, mergeOne(item, value, entries));
        }
      } else {
        size = LongMath.saturatedAdd(size, mergeOne(value.node(), value, entries));
      }
    }
    return size;
  }

  private long mergeOne(YamlNode from, Value at, Map<String, Entry> entries) {
    if (!(from instanceof Mapping mapping)) {
      at.place().problem("must be a mapping or a list of mappings, not " + from.described());
      return 0;
    }
    copies += mapping.entries().size();
    if (copies > MOST_COPIES) {
      at.place().problem("merges too much: more than " + MOST_COPIES + " keys in this file");
      return 0;
    }
    long size = 0;
    for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
      if (entries.putIfAbsent(entry.getKey(), entry.getValue()) == null) {
        size = LongMath.saturatedAdd(size, entry.getValue().value().size());
      }
    }
    return size;
  }
}
