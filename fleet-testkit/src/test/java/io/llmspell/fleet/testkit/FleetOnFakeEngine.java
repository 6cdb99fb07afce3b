package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Surroundings;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The whole of the fleet but the engine and the kernels, which are fakes. */
abstract class FleetOnFakeEngine {
  static final UpRequest NO_WAIT = new UpRequest(Scope.ALL, false, Publish.AUTO, plan -> true);

  final InMemoryEngine engine = new InMemoryEngine(InstantSource.system());
  @TempDir private Path folder;

  @BeforeEach
  final void anImageIsInTheRegistry() {
    engine.publish(Samples.IMAGE);
  }

  final Fleet fleet() {
    return fleet(new InMemoryRuntime(engine), FleetListener.NONE);
  }

  final FleetHome home() {
    return FleetHome.at(folder);
  }

  /** Another process of the same user. */
  final Fleet fleet(InMemoryRuntime runtime, FleetListener listener) {
    return new Fleet(
        new Surroundings(
            runtime,
            new ScriptedProtocol(engine),
            home(),
            listener,
            Map.of(),
            InstantSource.system()));
  }

  /** An engine that answers looks at all of it, and no other question. */
  final void failAllQuestionsButLooks() {
    engine.failNext(Operation.INSPECT, 1, ErrorCode.ENGINE_ERROR);
    engine.failNext(Operation.CONNECTION_FILE, 1, ErrorCode.ENGINE_ERROR);
  }

  static FleetException failure(ThrowingCallable call) {
    FleetException failure = catchThrowableOfType(FleetException.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }

  static final DesiredFleet MIXED =
      Samples.fleet(
          Samples.service("lua").kernel().replicas(2).networks("front").build(),
          Samples.service("js").kernel(KernelSpec.Connection.WRITTEN).build(),
          Samples.service("redis").networks("front").volume("data", "/data").build());
}
