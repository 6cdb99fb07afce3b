package io.llmspell.fleet.docker;

import static io.llmspell.fleet.docker.engine.Behaviour.cutAfter;
import static io.llmspell.fleet.docker.engine.Behaviour.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.docker.container.InstanceReading;
import io.llmspell.fleet.docker.container.Maker;
import io.llmspell.fleet.docker.container.Reach;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.UnrulyEngine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.testkit.Samples;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Networks, on an engine that loses answers. */
class NetworksTest {
  private static final String NONE = "[]";
  private static final String OURS =
      """
      {"Name":"net","Id":"ours","Driver":"overlay","Created":"2026-01-01T00:00:02.5Z",
        "Labels":{"io.llmspell.fleet.project":"demo"}}""";

  @Test
  void aNetworkWhoseAnswerWasLostIsThere() {
    try (UnrulyEngine unruly =
        UnrulyEngine.onTcp()
            .on("/networks", json(200, NONE), json(200, NONE), json(200, "[" + OURS + "]"))
            .on("/networks/create", cutAfter(""))) {
      on(unruly, networks -> networks.ensure(Samples.PROJECT, NetworkSpec.named("net")));
      assertThat(unruly.requests("/networks/create")).isEqualTo(1);
    }
  }

  @Test
  void aNetworkThatIsNotThereAfterItsAnswerWasLostIsSaidToBeUncertain() {
    try (UnrulyEngine unruly =
        UnrulyEngine.onTcp()
            .on("/networks", json(200, NONE))
            .on("/networks/create", cutAfter(""))) {
      on(
          unruly,
          networks ->
              assertThatThrownBy(() -> networks.ensure(Samples.PROJECT, NetworkSpec.named("net")))
                  .hasFieldOrPropertyWithValue("code", ErrorCode.OUTCOME_UNKNOWN)
                  .hasMessageContaining("create network net"));
      assertThat(unruly.requests("/networks/create")).isEqualTo(1);
    }
  }

  private static void on(UnrulyEngine unruly, Consumer<Networks> test) {
    try (Engine engine = Engine.connect(unruly.endpoint())) {
      Reach reach = new Reach(engine.endpoint().uri());
      Observer observer = new Observer(engine, new InstanceReading(reach));
      test.accept(new Networks(engine, observer, reach, Maker.ofThisProcess()));
    }
  }
}
