package io.llmspell.fleet.home;

import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.Slot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@link Inputs} as text, a fact a line: {@code scale lua 3}. */
final class InputsText {
  private static final String HEADING = "# What was asked for; written by docker-fleet.";

  private InputsText() {}

  static String write(Inputs inputs) {
    List<String> lines = new ArrayList<>(List.of(HEADING));
    inputs.files().forEach(file -> lines.add("file " + file));
    inputs.profiles().forEach(profile -> lines.add("profile " + profile));
    inputs.scale().forEach((service, count) -> lines.add("scale " + service + " " + count));
    inputs.stopped().forEach(s -> lines.add("stopped " + s.service() + " " + s.index()));
    return String.join("\n", lines) + "\n";
  }

  /**
   * @throws IllegalArgumentException for what {@link #write} does not write
   */
  static Inputs read(String text) {
    List<Path> files = new ArrayList<>();
    List<String> profiles = new ArrayList<>();
    Map<ServiceName, Integer> scale = new TreeMap<>();
    Set<Slot> stopped = new TreeSet<>();
    for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
      String[] fact = line.split(" ", 2);
      String value = fact.length == 2 ? fact[1] : "";
      switch (fact[0]) {
        case "file" -> files.add(Path.of(value));
        case "profile" -> profiles.add(value);
        case "scale" -> scale.put(service(value), number(value));
        case "stopped" -> stopped.add(new Slot(service(value), number(value)));
        default -> throw new IllegalArgumentException("'" + line + "' means nothing");
      }
    }
    return new Inputs(files, profiles, scale, stopped);
  }

  private static ServiceName service(String value) {
    return new ServiceName(value.substring(0, Math.max(0, value.indexOf(' '))));
  }

  private static int number(String value) {
    return Integer.parseInt(value.substring(value.indexOf(' ') + 1));
  }
}
