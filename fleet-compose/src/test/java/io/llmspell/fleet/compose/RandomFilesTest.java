package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody would write. Each failure names the seed that it comes again with. */
class RandomFilesTest {
  private static final int FILES = 3000;
  private static final String BITS = "\n\t -:[]{}&*!|>'\"%@`,#?$<~\0\u00e9\\";
  private static final List<String> WORDS =
      List.of(
          "<<: *k",
          "null",
          "[]",
          "{}",
          "-1",
          "99999999999",
          "${A",
          "${A:-${B:-c}}",
          "$$",
          "1e9",
          "&k",
          "*k",
          "image",
          "depends_on",
          "extends",
          "extends: kernel",
          "include: [docker-compose.yml]",
          "ports",
          "volumes",
          "x-kernel",
          "0x1",
          ".inf",
          "~",
          "!!int x",
          "--- a",
          "\u0000",
          "'",
          "../..",
          "10s",
          "512m");

  @TempDir Path folder;

  @Test
  void answersEveryFileWithAFleetOrAComplaint() throws IOException {
    String valid = Files.readString(Path.of("src/test/resources/full.yml"));
    long seed = System.nanoTime();
    Path file = folder.resolve("docker-compose.yml");
    Files.writeString(folder.resolve("kernel.toml"), "[kernel]\nlanguage = 'lua'\n");
    int read = 0;
    for (int i = 0; i < FILES; i++) {
      SplittableRandom random = new SplittableRandom(seed + i);
      Files.writeString(file, mutated(valid, random), StandardCharsets.UTF_8);
      try {
        reader().read(file, options());
        read++;
      } catch (FleetException e) {
        assertThat(e.getMessage().lines())
            .as("seed %d", seed + i)
            .isNotEmpty()
            .allMatch(line -> line.startsWith(file + ":"));
      } catch (RuntimeException | StackOverflowError e) {
        fail("seed " + (seed + i) + " gives neither a fleet nor a complaint", e);
      }
    }
    assertThat(read).as("files that could be read, seed %d", seed).isBetween(1, FILES - 1);
  }

  @Test
  void answersEveryTwoFilesWithAFleetOrAComplaint() throws IOException {
    String valid = Files.readString(Path.of("src/test/resources/full.yml"));
    Files.writeString(folder.resolve("kernel.toml"), "[kernel]\nlanguage = 'lua'\n");
    Path base = Files.writeString(folder.resolve("docker-compose.yml"), valid);
    Path over = folder.resolve("over.yml");
    long seed = System.nanoTime();
    int read = 0;
    for (int i = 0; i < FILES / 4; i++) {
      Files.writeString(
          over, mutated(valid, new SplittableRandom(seed + i)), StandardCharsets.UTF_8);
      try {
        reader().read(List.of(base, over), options());
        read++;
      } catch (FleetException e) {
        assertThat(e.getMessage().lines())
            .as("seed %d", seed + i)
            .isNotEmpty()
            .allMatch(line -> line.startsWith(base + ":") || line.startsWith(over + ":"));
      } catch (RuntimeException | StackOverflowError e) {
        fail("seed " + (seed + i) + " gives neither a fleet nor a complaint", e);
      }
    }
    assertThat(read).as("files that could be read, seed %d", seed).isBetween(1, FILES / 4 - 1);
  }

  @Test
  void aFileOverItselfIsThatFile() throws IOException {
    Files.writeString(folder.resolve("kernel.toml"), "[kernel]\nlanguage = 'lua'\n");
    Path file =
        Files.copy(Path.of("src/test/resources/full.yml"), folder.resolve("docker-compose.yml"));

    assertThat(reader().read(List.of(file, file), options()))
        .isEqualTo(reader().read(file, options()));
  }

  @Test
  void readsTheSameWhateverTheOrderOfKeys() throws IOException {
    List<String> sections = split(Files.readString(Path.of("src/test/resources/full.yml")), "");
    Files.writeString(folder.resolve("kernel.toml"), "[kernel]\nlanguage = 'lua'\n");
    DesiredFleet expected = read(sections);
    long seed = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      Random random = new Random(seed + i);
      assertThat(read(shuffled(sections, random))).as("seed %d", seed + i).isEqualTo(expected);
    }
  }

  /** Sections, the entries of each, and the keys of each entry; what has anchors stays in front. */
  private static List<String> shuffled(List<String> sections, Random random) {
    List<String> result = new ArrayList<>();
    for (String section : sections) {
      String head = section.lines().findFirst().orElse("");
      List<String> entries = split(section.substring(head.length() + 1), "  ");
      entries.replaceAll(
          entry -> {
            String name = entry.lines().findFirst().orElse("");
            List<String> keys = split(entry.substring(name.length() + 1), "    ");
            Collections.shuffle(keys, random);
            return name + "\n" + String.join("", keys);
          });
      Collections.shuffle(entries, random);
      result.add(head + "\n" + String.join("", entries));
    }
    Collections.shuffle(result, random);
    result.sort((a, b) -> Boolean.compare(b.contains(" &"), a.contains(" &")));
    return result;
  }

  /** Cuts before each line with exactly this indentation. */
  private static List<String> split(String yaml, String indent) {
    List<String> parts = new ArrayList<>(List.of(yaml.split("(?m)(?=^" + indent + "[^ \\n#])")));
    parts.removeIf(String::isBlank);
    return parts;
  }

  private DesiredFleet read(List<String> sections) throws IOException {
    Path file = folder.resolve("docker-compose.yml");
    Files.writeString(file, String.join("", sections));
    return reader().read(file, options());
  }

  private static ComposeReader reader() {
    return ComposeReader.forEnvironment(Map.of("HOME", "/"));
  }

  private static ReadOptions options() {
    return new ReadOptions(Optional.empty(), Set.of("*"), Map.of(), Optional.empty(), Set.of());
  }

  private static String mutated(String text, RandomGenerator random) {
    StringBuilder result = new StringBuilder(text);
    for (int change = random.nextInt(4); change >= 0; change--) {
      int at = random.nextInt(result.length());
      switch (random.nextInt(5)) {
        case 0 -> result.deleteCharAt(at);
        case 1 -> result.insert(at, BITS.charAt(random.nextInt(BITS.length())));
        case 2 -> result.insert(at, WORDS.get(random.nextInt(WORDS.size())));
        case 3 -> result.delete(at, Math.min(result.length() - 1, at + random.nextInt(60)));
        default -> replaceValue(result, at, WORDS.get(random.nextInt(WORDS.size())));
      }
    }
    return result.toString();
  }

  /** What stands between the next colon and the end of its line. */
  private static void replaceValue(StringBuilder text, int from, String value) {
    int colon = text.indexOf(": ", from);
    int end = text.indexOf("\n", colon);
    if (colon >= 0 && end >= 0) {
      text.replace(colon + 2, end, value);
    }
  }
}
