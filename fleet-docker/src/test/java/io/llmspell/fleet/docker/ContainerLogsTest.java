package io.llmspell.fleet.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.FakeEngine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.LogSource.Line;
import io.llmspell.fleet.testkit.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Frames of two streams, as the engine sends them, made into lines. */
class ContainerLogsTest {
  private static final Instance KERNEL =
      Samples.instance(Samples.service("lua").kernel().build(), 1).build();
  private static final String PATH = "/containers/" + KERNEL.handle() + "/logs";

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  @Test
  void splitsFramesIntoLines() {
    out("one\ntwo\n\nthree\n");

    assertThat(read()).containsExactly(line("one"), line("two"), line(""), line("three"));
  }

  @Test
  void joinsALineThatCameInSeveralFrames() {
    out("hel");
    out("lo\nwor");
    out("ld\n");

    assertThat(read()).containsExactly(line("hello"), line("world"));
  }

  @Test
  void keepsTheTwoStreamsApartThoughTheyAlternate() {
    out("answer: ");
    err("warn");
    out("42\n");
    err("ing\n");

    assertThat(read()).containsExactly(line("answer: 42"), new Line(true, "warning"));
  }

  @Test
  void handsOverALastLineWithoutAnEnd() {
    out("whole\npart");
    err("oops");

    assertThat(read()).containsExactly(line("whole"), line("part"), new Line(true, "oops"));
  }

  @Test
  void dropsTheCarriageReturnBeforeALinesEndOnly() {
    out("one\r\n10%\r20%\r\n");

    assertThat(read()).containsExactly(line("one"), line("10%\r20%"));
  }

  @Test
  void keepsACharacterWholeThatTwoFramesShare() {
    byte[] text = "schön\n".getBytes(StandardCharsets.UTF_8);
    frame(1, Arrays.copyOfRange(text, 0, 4));
    frame(1, Arrays.copyOfRange(text, 4, text.length));

    assertThat(read()).containsExactly(line("schön"));
  }

  @Test
  void aContainerThatPrintedNothingHasNoLines() {
    assertThat(read()).isEmpty();
  }

  @Test
  void asksForBothStreamsAndForTheLastLinesOnlyIfTold() {
    try (FakeEngine fake = FakeEngine.usual().withStream(PATH, new byte[0]);
        DockerRuntime runtime = runtime(fake)) {
      runtime.logs(KERNEL, OptionalInt.of(20), true, line -> {});
      runtime.logs(KERNEL, OptionalInt.empty(), false, line -> {});

      List<String> asked = fake.requests().stream().filter(r -> r.contains(PATH)).toList();
      assertThat(asked).hasSize(2);
      assertThat(asked).allMatch(r -> r.contains("stdout=true") && r.contains("stderr=true"));
      assertThat(asked.get(0)).contains("tail=20").contains("follow=true");
      assertThat(asked.get(1)).doesNotContain("tail=").doesNotContain("follow=true");
    }
  }

  @Test
  void saysWhoseLogsCanNotBeRead() {
    try (FakeEngine fake =
            FakeEngine.usual().with(PATH, 404, "{\"message\":\"No such container: x\"}");
        DockerRuntime runtime = runtime(fake)) {
      assertThatThrownBy(() -> runtime.logs(KERNEL, OptionalInt.empty(), false, line -> {}))
          .hasFieldOrPropertyWithValue("code", ErrorCode.NOT_FOUND)
          .hasMessage("can't read the logs of demo-lua-1: No such container: x");
    }
  }

  private List<Line> read() {
    List<Line> lines = new ArrayList<>();
    try (FakeEngine fake = FakeEngine.usual().withStream(PATH, sent.toByteArray());
        DockerRuntime runtime = runtime(fake)) {
      runtime.logs(KERNEL, OptionalInt.empty(), false, lines::add);
    }
    return lines;
  }

  private static DockerRuntime runtime(FakeEngine fake) {
    return new DockerRuntime(Engine.connect(fake.endpoint()), java.util.Optional.empty());
  }

  private static Line line(String text) {
    return new Line(false, text);
  }

  private void out(String text) {
    frame(1, text.getBytes(StandardCharsets.UTF_8));
  }

  private void err(String text) {
    frame(2, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A stream's number, three bytes of nothing, the length, and so many bytes. */
  private void frame(int stream, byte[] payload) {
    sent.writeBytes(ByteBuffer.allocate(8).put((byte) stream).putInt(4, payload.length).array());
    sent.writeBytes(payload);
  }
}
