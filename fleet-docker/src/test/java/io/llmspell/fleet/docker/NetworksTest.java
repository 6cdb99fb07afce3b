package io.llmspell.fleet.docker;

import static io.llmspell.fleet.docker.engine.Behaviour.cutAfter;
import static io.llmspell.fleet.docker.engine.Behaviour.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.docker.container.InstanceReading;
import io.llmspell.fleet.docker.container.Reach;
import io.llmspell.fleet.docker.engine.Behaviour;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.UnrulyEngine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.testkit.Samples;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks, on engines that lose answers or have several of one name. */
class NetworksTest {
  private static final String NONE = "[]";
  private static final String OURS =
      """
      {"Name":"net","Id":"ours","Driver":"overlay","Created":"2026-01-01T00:00:02.5Z",
        "Labels":{"io.llmspell.fleet.project":"demo"}}""";
  private static final String TWIN = OURS.replace("ours", "twin").replace("02.5Z", "02.6Z");
  private static final String OLDEST =
      """
      {"Name":"net","Id":"oldest","Driver":"bridge","Created":"2026-01-01T01:00:01+01:00",
        "Labels":{}}""";

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

  /** In whichever order the engine lists them. */
  @ParameterizedTest
  @ValueSource(strings = {"0,1,2", "2,1,0", "1,2,0"})
  void ofSeveralOfOneNameTheOldestIsUsed(String order) {
    try (UnrulyEngine unruly = UnrulyEngine.onTcp().on("/networks", listed(order))) {
      on(unruly, networks -> assertThat(networks.id("net")).contains("oldest"));
    }
  }

  /** The oldest is somebody else's: it is used, and stays. */
  @ParameterizedTest
  @ValueSource(strings = {"0,1,2", "2,1,0", "1,2,0"})
  void ofSeveralOfOneNameAllOfTheFleetsAreDiscarded(String order) {
    try (UnrulyEngine unruly =
        UnrulyEngine.onTcp()
            .on("/networks", listed(order))
            .on("/containers/json", json(200, NONE))
            .on("/networks/ours", json(204, ""))
            .on("/networks/twin", json(204, ""))) {
      on(unruly, networks -> assertThat(networks.discard(NetworkSpec.named("net"))).isTrue());
      assertThat(unruly.requests("/networks/ours")).isEqualTo(1);
      assertThat(unruly.requests("/networks/twin")).isEqualTo(1);
      assertThat(unruly.requests("/networks/oldest")).isZero();
    }
  }

  private static Behaviour listed(String order) {
    List<String> all = List.of(OLDEST, OURS, TWIN);
    List<String> shown =
        List.of(order.split(",")).stream().map(Integer::valueOf).map(all::get).toList();
    return json(200, shown.toString());
  }

  private static void on(UnrulyEngine unruly, Consumer<Networks> test) {
    try (Engine engine = Engine.connect(unruly.endpoint())) {
      Reach reach = new Reach(engine.endpoint().uri());
      Observer observer = new Observer(engine, new InstanceReading(reach));
      test.accept(new Networks(engine, observer, reach, Maker.ofThisProcess()));
    }
  }
}
