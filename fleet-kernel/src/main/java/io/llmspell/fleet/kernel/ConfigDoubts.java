package io.llmspell.fleet.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What in a config file looks as if somebody meant a key that this kernel reads, and is not one.
 * Other keys are llmspell's own and no reason to say anything.
 */
final class ConfigDoubts {
  private static final List<String> TABLES = List.of("kernel", "logging");
  private static final List<String> KEYS = List.of("language", "debug", "level");
  private static final int NEAR = 2;

  private final List<String> found = new ArrayList<>();

  private ConfigDoubts() {}

  /** A line for each doubt. */
  static List<String> in(JsonNode root) {
    ConfigDoubts doubts = new ConfigDoubts();
    for (String table : TABLES) {
      if (root.has(table) && !root.path(table).isObject()) {
        doubts.found.add(table + " is ignored: it has to be a table, [" + table + "]");
      }
    }
    doubts.keys(root, "", TABLES);
    doubts.keys(root, "", KEYS);
    doubts.keys(root.path("kernel"), "[kernel] ", KEYS);
    doubts.keys(root.path("logging"), "[logging] ", KEYS);
    JsonNode debug = root.path("kernel").path("debug");
    if (!debug.isMissingNode() && !debug.isBoolean()) {
      doubts.found.add("[kernel] debug is ignored: it has to be true or false");
    }
    return List.copyOf(doubts.found);
  }

  private void keys(JsonNode table, String place, List<String> known) {
    Iterator<String> names = table.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      for (String key : known) {
        if (!isRead(place, name) && isNear(name, key)) {
          found.add(place + name + " is ignored; did you mean " + spelled(key) + "?");
        }
      }
    }
  }

  private static boolean isRead(String place, String name) {
    return switch (place) {
      case "" -> TABLES.contains(name);
      case "[kernel] " -> name.equals("language") || name.equals("debug");
      default -> name.equals("level");
    };
  }

  private static String spelled(String key) {
    if (TABLES.contains(key)) {
      return "[" + key + "]";
    }
    return (key.equals("level") ? "[logging] " : "[kernel] ") + key;
  }

  private static boolean isNear(String name, String key) {
    String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    return plain.contains(key)
        || (plain.length() >= 4 && key.startsWith(plain))
        || distance(plain, key) <= NEAR;
  }

  /** How many letters have to be put in, left out or changed. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
