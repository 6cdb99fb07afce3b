package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.loop.Failure;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which connection files the fleet believes, and which it reads from the engine. */
class ConnectionFilesTest extends FleetOnFakeEngine {
  /** The engine takes its time to look into a container, and the fleet knows what it put there. */
  @Test
  void aFileThatWasJustGivenToAKernelIsNotReadBack() {
    DesiredFleet fleet = Samples.fleet(Samples.service("lua").kernel().replicas(2).build());
    engine.failNext(Operation.CONNECTION_FILE, 9, ErrorCode.ENGINE_ERROR);
    assertThat(fleet().up(fleet, UpRequest.ALL).failures()).isEmpty();
  }

  /**
   * Its key is a secret: a program that lives long does not keep it for a wait that never comes.
   */
  @Test
  void aFileThatAnEarlierCommandGaveIsReadBack() {
    ServiceSpec lua =
        Samples.service("lua").kernel().startupTimeout(Duration.ofMillis(150)).build();
    DesiredFleet fleet = Samples.fleet(lua);
    Fleet program = fleet();
    program.up(fleet, NO_WAIT);
    engine.behave("demo-lua-1", Behaviour.SILENT);
    engine.beforeNext(
        Operation.INSPECT,
        () -> engine.failNext(Operation.CONNECTION_FILE, 1, ErrorCode.ENGINE_ERROR));
    assertThat(program.up(fleet, UpRequest.ALL).failures())
        .extracting(Failure::code)
        .containsExactly(ErrorCode.ENGINE_ERROR);
  }

  @Test
  void aSecondListAsksNothingOfSingleInstances() {
    fleet().up(MIXED, NO_WAIT);
    fleet().list(MIXED.project());
    failAllQuestionsButLooks();
    assertThat(fleet().list(MIXED.project()))
        .filteredOn(view -> view.instance().isKernel())
        .hasSize(3)
        .allMatch(view -> view.health() == Health.HEALTHY && view.connectionFile().isPresent());
  }

  @Test
  void aConnectionFileThatIsNoLongerRightIsMadeRight() throws IOException {
    fleet().up(MIXED, UpRequest.ALL);
    Path file = fleet().connect(MIXED.project(), "demo-lua-1");
    byte[] right = Files.readAllBytes(file);
    Files.write(file, ConnectionText.encode(withKey("another", ConnectionText.decode(right))));
    assertThat(fleet().list(MIXED.project()))
        .filteredOn(view -> view.instance().name().equals("demo-lua-1"))
        .extracting(KernelView::health)
        .containsExactly(Health.HEALTHY);
    assertThat(file).hasBinaryContent(right);
  }

  @Test
  void aFileThatIsOlderThanItsKernelIsNotBelieved() throws IOException {
    fleet().up(MIXED, UpRequest.ALL);
    Path file = fleet().connect(MIXED.project(), "demo-lua-1");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    engine.failNext(Operation.CONNECTION_FILE, 1, ErrorCode.ENGINE_ERROR);
    assertThat(failure(() -> fleet().list(MIXED.project())).code())
        .isEqualTo(ErrorCode.ENGINE_ERROR);
  }

  private static ConnectionInfo withKey(String key, ConnectionInfo file) {
    return new ConnectionInfo(
        file.ip(),
        file.shell(),
        file.iopub(),
        file.stdin(),
        file.control(),
        file.heartbeat(),
        key,
        file.signatureScheme(),
        file.kernelName());
  }
}
