package io.llmspell.fleet.compose;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes up values, among them texts that invite error. */
class RandomValues {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "plain",
          "yes",
          "No",
          "on",
          "null",
          "~",
          "1e9",
          "0x1f",
          "017",
          "1_000",
          "12:30",
          "1:2:3",
          "22:22",
          "-",
          "- a",
          "a: b",
          "a #b",
          "#",
          "&x",
          "*x",
          "!x",
          "%x",
          "@x",
          "`x`",
          "'",
          "\"",
          "{}",
          "[]",
          "{connection_file}",
          "$",
          "$$HOME",
          "${A:-b}",
          "a$",
          "\\",
          "\\n",
          "one\ntwo\n",
          "\n",
          " lead\ntrail \n",
          "tab\there",
          "cr\r\nlf",
          "\u00e9\u4e2d\ud83d\ude00",
          "\u0007",
          "\u0085\u2028",
          "x".repeat(300),
          "a b ".repeat(60),
          "<<",
          "=",
          ".inf",
          "2026-11-01");

  final RandomGenerator random;

  RandomValues(RandomGenerator random) {
    this.random = random;
  }

  final Duration duration() {
    return Duration.ofNanos(random.nextBoolean() ? random.nextLong(1L << 50) : random.nextInt(3));
  }

  final Map<String, String> pairs() {
    Map<String, String> pairs = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      pairs.put(pick(List.of("A", "yes", "1", "with space", "dotted.name", "12:30")), pick(TEXTS));
    }
    return pairs;
  }

  final List<String> texts() {
    return IntStream.range(0, random.nextInt(4)).mapToObj(i -> pick(TEXTS)).toList();
  }

  final List<String> some(String... all) {
    return List.of(all).stream().filter(one -> random.nextBoolean()).toList();
  }

  final <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  final <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
