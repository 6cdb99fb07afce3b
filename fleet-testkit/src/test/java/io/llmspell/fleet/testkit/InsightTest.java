package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.loop.Condition;
import io.llmspell.fleet.loop.Condition.State;
import io.llmspell.fleet.loop.Insight;
import io.llmspell.fleet.loop.Reading;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.runtime.LogSource.Line;
import io.llmspell.fleet.runtime.MetricsSource.Metrics;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a closer look shows. */
class InsightTest extends FleetOnFakeEngine {
  private Insight insight() {
    return fleet().insight(Samples.PROJECT);
  }

  @BeforeEach
  void bringUp() {
    fleet().up(MIXED, NO_WAIT);
  }

  @Test
  void whatAnswersIsWellAndHasAHeartbeat() {
    List<Condition> all = insight().health(Optional.empty());
    assertThat(all)
        .extracting(one -> one.view().instance().name())
        .containsExactly("demo-js-1", "demo-lua-1", "demo-lua-2", "demo-redis-1");
    assertThat(all)
        .extracting(Condition::state)
        .containsExactly(State.HEALTHY, State.HEALTHY, State.HEALTHY, State.RUNNING);
    assertThat(all.get(0).view().heartbeat()).contains(ScriptedProtocol.ECHO);
    assertThat(all).allMatch(one -> one.state().isWell() && one.lastLines().isEmpty());
  }

  @Test
  void aBusyKernelIsWell() {
    engine.behave("demo-js-1", Behaviour.BUSY);
    Condition js = health("js").get(0);
    assertThat(js.state()).isEqualTo(State.BUSY);
    assertThat(js.state().isWell()).isTrue();
  }

  @Test
  void whatRanOutOfMemoryIsDeadAndShowsItsLastLines() {
    engine.print("demo-lua-1", new Line(false, "allocating"));
    engine.crash("demo-lua-1", 137, true);
    Condition dead = health("demo-lua-1").get(0);
    assertThat(dead.state()).isEqualTo(State.DEAD);
    assertThat(dead.state().isWell()).isFalse();
    assertThat(dead.view().instance().exit().orElseThrow().cause()).contains("out of memory");
    assertThat(dead.lastLines()).containsExactly("allocating");
  }

  @Test
  void aLogThatCannotBeReadHidesNoDeath() {
    engine.crash("demo-lua-1", 3, false);
    engine.failNext(Operation.LOGS, 1, ErrorCode.ENGINE_ERROR);
    Condition dead = health("demo-lua-1").get(0);
    assertThat(dead.state()).isEqualTo(State.DEAD);
    assertThat(dead.lastLines()).singleElement().asString().contains("its log can't be read");
  }

  @Test
  void aJobThatEndedWellIsWellAndOneThatFailedIsNot() {
    engine.behave(new ServiceName("good"), Behaviour.dies(0));
    engine.behave(new ServiceName("bad"), Behaviour.dies(1));
    fleet()
        .up(
            Samples.fleet(Samples.service("good").build(), Samples.service("bad").build()),
            NO_WAIT);
    assertThat(health("good").get(0).state()).isEqualTo(State.DONE);
    assertThat(health("bad").get(0).state()).isEqualTo(State.DEAD);
  }

  @Test
  void readingsAreTakenWithoutAskingKernels() {
    engine.behave("demo-js-1", Behaviour.SILENT);
    Usage usage = new Usage(new ByteSize(1000), Duration.ofSeconds(1));
    Metrics metrics =
        new Metrics(
            Optional.empty(), Optional.of(7), Optional.empty(), Optional.empty(), Optional.empty());
    engine.use("demo-js-1", usage);
    engine.measure("demo-js-1", metrics);
    engine.crash("demo-lua-2", 1, false);
    assertThat(insight().readings())
        .extracting(r -> r.instance().name(), Reading::usage, Reading::metrics)
        .containsExactly(
            tuple("demo-js-1", Optional.of(usage), Optional.of(metrics)),
            tuple("demo-lua-1", Optional.empty(), Optional.empty()),
            tuple("demo-lua-2", Optional.empty(), Optional.empty()),
            tuple("demo-redis-1", Optional.empty(), Optional.empty()));
  }

  @Test
  void whatARuntimeDoesNotOfferIsSaid() {
    assertThat(failure(() -> insight().processes(Optional.empty())))
        .hasMessage("memory does not tell which processes kernels have")
        .hasFieldOrPropertyWithValue("code", ErrorCode.UNSUPPORTED);
  }

  @Test
  void aServiceMeansAllItsInstances() {
    assertThat(health("lua"))
        .extracting(one -> one.view().instance().name())
        .containsExactly("demo-lua-1", "demo-lua-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"js-1", "demo-js", "js-", "demo-js-1"})
  void theBeginningOfANameWillDoIfNoOtherBeginsSo(String text) {
    assertThat(health(text))
        .extracting(one -> one.view().instance().name())
        .containsExactly("demo-js-1");
  }

  @Test
  void aBeginningThatSeveralHaveIsAnErrorThatListsThem() {
    assertThat(failure(() -> health("demo-l")))
        .hasMessage("'demo-l' can mean demo-lua-1, demo-lua-2: say which")
        .hasFieldOrPropertyWithValue("code", ErrorCode.USAGE);
    assertThat(failure(() -> health("dem")).getMessage()).contains("demo-js-1", "demo-redis-1");
    assertThat(failure(() -> health("de")))
        .hasFieldOrPropertyWithValue("code", ErrorCode.NOT_FOUND)
        .hasMessageStartingWith("there is no kernel or service 'de'; there are demo-js-1, ")
        .hasMessageEndingWith("the beginning of a name or an id has to have 3 characters");
    assertThat(failure(() -> health("nosuch"))).hasMessageEndingWith("demo-redis-1");
  }

  @Test
  void severalAreMeantBySeveralWordsEachOnce() {
    assertThat(views("lua", "redis", "demo-lua-2", "unborn"))
        .containsExactly("demo-lua-1", "demo-lua-2", "demo-redis-1");
    assertThat(failure(() -> views("lua", "nosuch")))
        .hasFieldOrPropertyWithValue("code", ErrorCode.NOT_FOUND)
        .hasMessageStartingWith("there is no kernel or service 'nosuch'");
  }

  @Test
  void logsOfSeveralAreReadInTheirOrder() {
    engine.print("demo-js-1", new Line(false, "first"));
    engine.print("demo-redis-1", new Line(true, "second"));
    engine.print("demo-lua-1", new Line(false, "unread"));
    List<String> read = new ArrayList<>();
    insight()
        .logs(
            List.of("redis", "js"),
            OptionalInt.empty(),
            false,
            instances -> instance -> line -> read.add(instance.name() + " " + line.text()));
    assertThat(read).containsExactly("demo-js-1 first", "demo-redis-1 second");
  }

  private List<String> views(String... selectors) {
    return insight().views(List.of(selectors), "unborn"::equals).stream()
        .map(view -> view.instance().name())
        .toList();
  }

  private List<Condition> health(String selector) {
    return insight().health(Optional.of(selector));
  }
}
