package io.llmspell.fleet.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir Path folder;

  @Test
  void bytesThatAreNoTextAreShownAsSuch() throws IOException {
    Path file = folder.resolve("kernel.log");
    Files.write(file, "caf\u00e9 1\nready\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(read(file, OptionalInt.empty())).containsExactly("caf\ufffd 1", "ready");
  }

  @Test
  void theLastLinesAndOneThatIsNotEnded() throws IOException {
    Path file = folder.resolve("kernel.log");
    Files.writeString(file, "one\ntwo\nthree\nfo");

    assertThat(read(file, OptionalInt.of(1))).containsExactly("fo");
    assertThat(read(file, OptionalInt.of(2))).containsExactly("three", "fo");
    assertThat(read(file, OptionalInt.of(0))).isEmpty();
  }

  @Test
  void theLastLinesOfALogOfManyBlocks() throws IOException {
    Path file = folder.resolve("kernel.log");
    List<String> all = IntStream.range(0, 5000).mapToObj(i -> "line \u00e9 " + i).toList();
    Files.write(file, all);

    assertThat(read(file, OptionalInt.of(3000))).isEqualTo(all.subList(2000, 5000));
    assertThat(read(file, OptionalInt.of(9000))).isEqualTo(all);
    assertThat(read(file, OptionalInt.empty())).isEqualTo(all);
  }

  @Test
  void aKernelThatHasPrintedNothingHasNoLines() {
    assertThat(read(folder.resolve("none.log"), OptionalInt.empty())).isEmpty();
  }

  private static List<String> read(Path file, OptionalInt tail) {
    List<String> lines = new ArrayList<>();
    new LogFile(file).read(tail, () -> false, line -> lines.add(line.text()));
    return lines;
  }
}
