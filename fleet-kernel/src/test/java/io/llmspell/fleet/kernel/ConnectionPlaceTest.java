package io.llmspell.fleet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.jupyter.ConnectionFiles;
import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.PortBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionPlaceTest {
  @TempDir Path folder;

  @Test
  void writesItsOwnConnectionForItsOwnerOnly() throws IOException {
    Path file = folder.resolve("deep").resolve("kernel.json");
    ConnectionPlace place = ConnectionPlace.at(file);
    ConnectionInfo wanted = place.wanted(9600, "lua");

    assertThat(wanted.key()).matches("[0-9a-f]{64}");
    assertThat(wanted)
        .isEqualTo(ConnectionInfo.of("127.0.0.1", new PortBlock(9600), wanted.key(), "lua"));
    place.write(wanted);
    assertThat(ConnectionFiles.decode(Files.readAllBytes(file))).isEqualTo(wanted);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder.resolve("deep"))) {
      assertThat(files).containsExactly(file);
    }
    place.remove(wanted);
    assertThat(file).doesNotExist();
  }

  @Test
  void usesAndKeepsAGivenConnection() throws IOException {
    Path file = folder.resolve("kernel.json");
    ConnectionInfo given = ConnectionInfo.of("0.0.0.0", new PortBlock(9700), "k", "other");
    Files.write(file, ConnectionFiles.encode(given));
    ConnectionPlace place = ConnectionPlace.at(file);

    assertThat(place.wanted(9600, "lua")).isEqualTo(given);
    place.write(given);
    place.remove(given);
    assertThat(file).hasBinaryContent(ConnectionFiles.encode(given));
  }

  @Test
  void leavesAFileThatIsNoConnectionFile() throws IOException {
    Path file = Files.writeString(folder.resolve("thesis.txt"), "{\"ip\":");
    for (Path place : List.of(file, folder)) {
      assertThatExceptionOfType(FleetException.class)
          .isThrownBy(() -> ConnectionPlace.at(place))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILE))
          .withMessageContaining(place.toString());
    }
    assertThat(file).hasContent("{\"ip\":");
  }

  @Test
  void leavesWhateverHasTakenThePlaceSince() throws IOException {
    Path file = folder.resolve("kernel.json");
    ConnectionPlace place = ConnectionPlace.at(file);
    ConnectionInfo wanted = place.wanted(9600, "lua");
    place.write(wanted);
    Files.writeString(file, "dear to somebody");
    place.remove(wanted);
    assertThat(file).hasContent("dear to somebody");
  }

  @Test
  void objectsToAPortThatTheFileDoesNotSay() throws IOException {
    Path file = folder.resolve("kernel.json");
    assertThat(ConnectionPlace.at(file).objectionTo(9600)).isEmpty();
    Files.write(
        file,
        ConnectionFiles.encode(ConnectionInfo.of("0.0.0.0", new PortBlock(9700), "k", "other")));
    assertThat(ConnectionPlace.at(file).objectionTo(9700)).isEmpty();
    assertThat(ConnectionPlace.at(file).objectionTo(9600).orElse(""))
        .contains("--port 9600", file.toString(), "9700");
  }

  @Test
  void fillsAnEmptyFile() throws IOException {
    Path file = Files.createFile(folder.resolve("kernel.json"));
    ConnectionPlace place = ConnectionPlace.at(file);
    ConnectionInfo wanted = place.wanted(9600, "lua");
    place.write(wanted);
    assertThat(ConnectionFiles.decode(Files.readAllBytes(file))).isEqualTo(wanted);
  }

  @Test
  void leavesAFileThatSomebodyElseHasWrittenSince() throws IOException {
    Path file = folder.resolve("kernel.json");
    ConnectionPlace place = ConnectionPlace.at(file);
    ConnectionInfo wanted = place.wanted(9600, "lua");
    place.write(wanted);
    Files.write(
        file, ConnectionFiles.encode(ConnectionInfo.of("1.2.3.4", new PortBlock(1), "k", "n")));
    place.remove(wanted);
    assertThat(file).exists();
  }
}
