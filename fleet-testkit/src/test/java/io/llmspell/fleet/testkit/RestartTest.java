package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.SpawnRequest;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slots that are filled anew because somebody says so. */
class RestartTest extends FleetOnFakeEngine {
  private static final ServiceSpec LUA = Samples.service("lua").kernel().replicas(2).build();
  private static final DesiredFleet FLEET =
      Samples.fleet(LUA, Samples.service("js").kernel().build());

  @BeforeEach
  void aFleetRuns() {
    fleet().up(FLEET, UpRequest.ALL);
  }

  @Test
  void theSlotItsPortsAndItsConnectionFilesPathStayAndTheKeyIsNew() throws IOException {
    KernelView before = view("demo-lua-2");
    byte[] file = Files.readAllBytes(before.connectionFile().orElseThrow());
    assertThat(restart("lua-2").failures()).isEmpty();
    KernelView after = view("demo-lua-2");
    assertThat(after.instance().id()).isNotEqualTo(before.instance().id());
    assertThat(after.instance().spec().attempt()).isEqualTo(2);
    assertThat(after.instance().spec().kernel().orElseThrow().ports())
        .isEqualTo(before.instance().spec().kernel().orElseThrow().ports());
    assertThat(after.connectionFile()).isEqualTo(before.connectionFile());
    assertThat(after.connectionFile().orElseThrow())
        .satisfies(path -> assertThat(Files.readAllBytes(path)).isNotEqualTo(file));
  }

  @Test
  void nothingElseIsTouched() {
    String other = engine.state("demo-lua-1").orElseThrow();
    String foreign = engine.state("demo-js-1").orElseThrow();
    engine.unpublish(Samples.IMAGE);
    engine.crash("demo-lua-2", 1, false);
    restart(view("demo-lua-2").instance().id().value());
    assertThat(engine.state("demo-lua-1")).contains(other);
    assertThat(engine.state("demo-js-1")).contains(foreign);
  }

  @Test
  void aServiceMeansAllOfItsKernelsAlsoBusyAndHangingOnes() {
    engine.behave("demo-lua-1", Behaviour.BUSY);
    engine.behave("demo-lua-2", Behaviour.SILENT);
    assertThat(restart("lua").failures()).isEmpty();
    assertThat(attempts()).containsExactly(1, 2, 2);
  }

  @Test
  void withoutANameAllAreMeant() {
    restart();
    assertThat(attempts()).containsExactly(2, 2, 2);
  }

  @Test
  void aSlotThatWasStoppedByHandIsFilled() {
    fleet().stop(Samples.PROJECT, "demo-lua-2", true);
    assertThat(restart("lua-2").failures()).isEmpty();
    assertThat(engine.containers()).contains("demo-lua-2");
    assertThat(home().inputs(Samples.PROJECT).stopped()).isEmpty();
  }

  @Test
  void aStoppedSlotThatIsOneTooManyByNowStaysEmpty() {
    fleet().stop(Samples.PROJECT, "demo-lua-2", true);
    DesiredFleet less = Samples.fleet(LUA.withReplicas(1));
    assertThat(fleet().restart(less, List.of("lua"), Publish.AUTO).failures()).isEmpty();
    assertThat(engine.containers()).containsExactly("demo-js-1", "demo-lua-1");
    assertThat(failure(() -> fleet().restart(less, List.of("lua-2"), Publish.AUTO)))
        .hasMessage(
            "lua shall have 1 instance, so lua-2, which was stopped, can't be filled:"
                + " `scale lua=2`")
        .extracting(FleetException::code)
        .isEqualTo(ErrorCode.USAGE);
    assertThat(engine.containers()).containsExactly("demo-js-1", "demo-lua-1");
  }

  @Test
  void asManyStoppedSlotsAreFilledAsTheServiceHasRoomFor() {
    DesiredFleet more = Samples.fleet(LUA.withReplicas(4));
    fleet().up(more, UpRequest.ALL);
    List.of("lua-1", "lua-3", "lua-4").forEach(s -> fleet().stop(Samples.PROJECT, s, true));
    DesiredFleet less = Samples.fleet(LUA.withReplicas(3));
    assertThat(fleet().restart(less, List.of("lua"), Publish.AUTO).failures()).isEmpty();
    assertThat(engine.containers())
        .containsExactly("demo-js-1", "demo-lua-1", "demo-lua-2", "demo-lua-3");
  }

  @Test
  void anAdHocKernelCanNotBeMadeAnew() {
    fleet().spawn(FLEET, new SpawnRequest(LUA, Optional.of("mine"), Publish.AUTO));
    assertThat(failure(() -> restart("mine")).code()).isEqualTo(ErrorCode.UNSUPPORTED);
    assertThat(engine.containers()).contains("demo-mine");
  }

  @Test
  void whatTheFileHasNoMoreCanNotBeMadeAnew() {
    assertThat(
            failure(() -> fleet().restart(Samples.fleet(LUA), List.of("js-1"), Publish.AUTO))
                .code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(failure(() -> restart("nobody")).code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(attempts()).containsExactly(1, 1, 1);
  }

  private UpResult restart(String... selectors) {
    return fleet().restart(FLEET, List.of(selectors), Publish.AUTO);
  }

  private List<Integer> attempts() {
    return fleet().list(Samples.PROJECT).stream().map(v -> v.instance().spec().attempt()).toList();
  }

  private KernelView view(String name) {
    return fleet().list(Samples.PROJECT).stream()
        .filter(view -> view.instance().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
