package io.llmspell.fleet.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded of a project, and how. */
class InputsRecordTest {
  private static final ProjectName DEMO = new ProjectName("demo");
  private static final ServiceName LUA = new ServiceName("lua");

  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsRead() {
    Inputs inputs =
        new Inputs(
            List.of(folder.resolve("a file.yaml"), folder.resolve("b.yaml")),
            List.of("dev", "*"),
            Map.of(LUA, 3, new ServiceName("js"), 0),
            Set.of(new Slot(LUA, 2)));
    home().updateInputs(DEMO, said -> inputs);
    assertThat(home().inputs(DEMO)).isEqualTo(inputs);
    assertThat(home().inputs(new ProjectName("other"))).isEqualTo(Inputs.NONE);
  }

  @Test
  void nothingIsWrittenWhereNothingWasSaid() {
    home().updateInputs(DEMO, said -> said.filling(Set.of(new Slot(LUA, 1))));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsForgottenIsGone() {
    home().updateInputs(DEMO, said -> said.stopping(Set.of(new Slot(LUA, 1))));
    home().updateInputs(DEMO, said -> Inputs.NONE);
    assertThat(folder.resolve("projects/demo")).doesNotExist();
  }

  @Test
  void ofManyChangesAtOnceNoneIsLost() {
    CompletableFuture.allOf(
            IntStream.rangeClosed(1, 20)
                .mapToObj(index -> CompletableFuture.runAsync(() -> stop(index)))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    assertThat(home().inputs(DEMO).stopped()).hasSize(20);
  }

  @Test
  void aRecordThatNobodyCanHaveWrittenIsAnError() throws IOException {
    Files.createDirectories(folder.resolve("projects"));
    Files.writeString(folder.resolve("projects/demo"), "scale lua many\n");
    assertThatThrownBy(() -> home().inputs(DEMO))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("projects/demo")
        .hasMessageEndingWith("remove it, and `up` writes it anew");
  }

  private void stop(int index) {
    home().updateInputs(DEMO, said -> said.stopping(Set.of(new Slot(LUA, index))));
  }

  private FleetHome home() {
    return FleetHome.at(folder);
  }
}
