package io.llmspell.fleet.daemon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.testkit.AtOnce;
import io.llmspell.fleet.testkit.FakeClock;
import io.llmspell.fleet.testkit.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  @TempDir private Path folder;

  @Test
  void aRecordIsALineThatOnlyTheDaemonsUserReads() throws IOException {
    AuditLog log = AuditLog.in(folder, Samples.PROJECT);
    log.require();
    log.add(record("r1", "/kernels"));
    log.add(
        new AuditRecord(
            FakeClock.START,
            "bob",
            "127.0.0.1",
            "DELETE",
            "/kernels/x",
            404,
            Optional.of("NOT_FOUND"),
            "r2"));

    Path file = folder.resolve("audit/demo.jsonl");
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "{\"at\":\"2026-01-01T00:00:00Z\",\"who\":\"alice\",\"from\":\"10.0.0.7\",\"what\":\"POST\","
                + "\"target\":\"/kernels\",\"status\":201,\"code\":null,\"request\":\"r1\"}",
            "{\"at\":\"2026-01-01T00:00:00Z\",\"who\":\"bob\",\"from\":\"127.0.0.1\",\"what\":\"DELETE\","
                + "\"target\":\"/kernels/x\",\"status\":404,\"code\":\"not_found\",\"request\":\"r2\"}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void nobodyPutsATokenOrALineOfHisOwnIntoIt() throws IOException {
    TokenSecret secret = TokenSecret.random();
    log(1 << 20, 1).add(record("r\n{}\r\u2028", "/x/" + secret.text() + "/" + "y".repeat(9000)));

    assertThat(Files.readAllLines(file())).hasSize(1);
    assertThat(Files.readString(file()))
        .doesNotContain(secret.text().substring(4))
        .contains("/x/dft_…/yyy")
        .hasSizeLessThan(2000);
  }

  @Test
  void whatAFullFileHoldsIsKeptInOlderOnesUpToABound() throws IOException {
    AuditLog log = log(1000, 3);
    for (int number = 0; number < 100; number++) {
      log.add(record("r" + number, "/kernels"));
    }

    List<String> kept = new ArrayList<>();
    for (String name : List.of("a.jsonl.2", "a.jsonl.1", "a.jsonl")) {
      assertThat(Files.size(folder.resolve(name))).isBetween(1L, 1000L);
      for (String line : Files.readAllLines(folder.resolve(name))) {
        kept.add(read(line).get("request").asText());
      }
    }
    assertThat(folder.toFile().list()).containsOnly("a.jsonl", "a.jsonl.1", "a.jsonl.2");
    assertThat(kept)
        .isEqualTo(
            IntStream.range(100 - kept.size(), 100).mapToObj(number -> "r" + number).toList());
  }

  @Test
  void aRecordThatIsLargerThanAFileIsAFileOfItsOwn() throws IOException {
    AuditLog log = log(10, 2);
    log.add(record("r1", "/kernels"));
    log.add(record("r2", "/kernels"));
    assertThat(Files.readAllLines(file())).hasSize(1);
    assertThat(Files.readAllLines(folder.resolve("a.jsonl.1"))).hasSize(1);
  }

  @Test
  void recordsThatAreAddedAtOnceAreALineEach() throws IOException {
    AuditLog log = log(1 << 20, 1);
    List<Callable<Boolean>> calls =
        IntStream.range(0, 50)
            .<Callable<Boolean>>mapToObj(
                number ->
                    () -> {
                      log.add(record("r" + number, "/kernels"));
                      return true;
                    })
            .toList();

    assertThat(AtOnce.run(calls)).allMatch(outcome -> outcome.value().isPresent());
    assertThat(Files.readAllLines(file()).stream().map(AuditLogTest::read))
        .extracting(node -> node.get("request").asText())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 50).mapToObj(number -> "r" + number).toList());
  }

  @Test
  void whatACrashHasCutOffDoesNotSpoilTheNextRecord() throws IOException {
    log(1 << 20, 1).add(record("r1", "/kernels"));
    Files.writeString(file(), "{\"at\":\"20", StandardOpenOption.APPEND);

    log(1 << 20, 1).add(record("r2", "/kernels"));

    List<String> lines = Files.readAllLines(file());
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).isEqualTo("{\"at\":\"20");
    assertThat(read(lines.get(2)).get("request").asText()).isEqualTo("r2");
  }

  @Test
  void whatCanNotBeRecordedIsRefusedUntilItCanBe() throws IOException {
    AuditLog log = log(1 << 20, 1);
    log.add(record("r1", "/kernels"));
    Files.delete(file());
    Files.createDirectory(file());
    fails(log::require, "nothing is changed");
    fails(() -> log.add(record("r2", "/kernels")), "the change r2 was answered");
    fails(log::require, "nothing is changed");

    Files.delete(file());
    log.require();
    log.require();
    log.add(record("r3", "/kernels"));

    List<JsonNode> lines = Files.readAllLines(file()).stream().map(AuditLogTest::read).toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).get("missing").asInt()).isEqualTo(1);
    assertThat(lines.get(1).get("request").asText()).isEqualTo("r3");
  }

  private static void fails(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FleetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
        .hasMessageContaining(message);
  }

  private static JsonNode read(String line) {
    try {
      return JsonText.read(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private AuditLog log(long size, int files) {
    return new AuditLog(file(), size, files);
  }

  private Path file() {
    return folder.resolve("a.jsonl");
  }

  private static AuditRecord record(String request, String target) {
    return new AuditRecord(
        FakeClock.START, "alice", "10.0.0.7", "POST", target, 201, Optional.empty(), request);
  }
}
