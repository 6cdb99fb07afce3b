package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.event.Bulletin;
import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Keeper;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.SpawnRequest;
import io.llmspell.fleet.loop.Surroundings;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.model.Culling;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.runtime.KernelProtocol.Sign;
import io.llmspell.fleet.runtime.MetricsSource.Connection;
import io.llmspell.fleet.runtime.MetricsSource.Metrics;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Kernels that nobody needs end, after a warning; all others stay. */
@Timeout(value = 90, threadMode = ThreadMode.SEPARATE_THREAD)
class CullingTest extends FleetOnFakeEngine {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Optional<Duration> HALF_AN_HOUR = Optional.of(Duration.ofMinutes(30));

  private final FakeClock clock = new FakeClock();
  private final Bulletin bulletin = new Bulletin(clock, 1000);
  private @Nullable Keeper begun;

  @AfterEach
  void end() {
    Objects.requireNonNull(begun).close();
  }

  @Test
  void onlyWhatIsIdleAndAloneEndsUnlessItIsToldTo() {
    Culling idle = new Culling(HALF_AN_HOUR, Optional.empty(), Optional.empty(), false);
    Culling anyway = new Culling(HALF_AN_HOUR, Optional.empty(), Optional.empty(), true);
    keep(
        Samples.fleet(
            service("polled", idle),
            service("working", idle),
            service("visited", idle),
            service("unknown", idle),
            service("anyway", anyway),
            Samples.service("endless").kernel().build()),
        5);
    engine.measure("demo-polled-1", connected(Optional.of(List.of(outgoing()))));
    engine.measure("demo-working-1", connected(Optional.of(List.of())));
    engine.measure("demo-visited-1", connected(Optional.of(List.of(client("demo-visited-1")))));
    engine.measure("demo-anyway-1", connected(Optional.of(List.of(client("demo-anyway-1")))));
    pass(Duration.ofMinutes(29).plusSeconds(10), "demo-working-1");
    seeTold(Kind.WARNING, "demo-polled-1", "demo-anyway-1");
    assertThat(told(Kind.CULLED)).isEmpty();
    assertThat(details(Kind.WARNING))
        .allMatch(d -> d.contains("in 1m") && d.contains("idle for 30m"));

    pass(Duration.ofMinutes(2), "demo-working-1");
    seeTold(Kind.CULLED, "demo-polled-1", "demo-anyway-1");
    Eventually.see(
        PATIENCE,
        engine::containers,
        Set.of("demo-endless-1", "demo-unknown-1", "demo-visited-1", "demo-working-1")::equals);
    assertThat(details(Kind.CULLED)).containsOnly("it was idle for 30m");
    assertThat(home().inputs(Samples.PROJECT).stopped())
        .extracting(Slot::toString)
        .containsExactlyInAnyOrder("anyway-1", "polled-1");
  }

  @Test
  void whatIsBusyForTooLongOrTooOldEndsAndComesBackWhenItIsWanted() {
    DesiredFleet fleet =
        new DesiredFleet(
            Samples.PROJECT,
            Map.of(
                service("stuck", busy()).name(), service("stuck", busy()),
                service("hours", busy()).name(), service("hours", busy()),
                service("old", lifetime()).name(), service("old", lifetime())),
            Set.of(),
            Map.of(),
            Map.of(),
            Samples.PORTS,
            lifetime());
    engine.load(Samples.IMAGE);
    KernelView adHoc =
        fleet()
            .spawn(
                fleet,
                new SpawnRequest(
                    Samples.service("mine").kernel().build(), Optional.of("mine"), Publish.AUTO));
    keep(fleet, 4);
    engine.containers().forEach(name -> engine.measure(name, connected(Optional.of(List.of()))));
    engine.publish("demo-stuck-1", Sign.BUSY);
    engine.publish("demo-hours-1", Sign.BUSY);
    pass(Duration.ofMinutes(29).plusSeconds(10));
    engine.publish("demo-hours-1", Sign.IDLE);
    seeTold(Kind.WARNING, "demo-stuck-1", "demo-old-1", adHoc.instance().name());

    pass(Duration.ofMinutes(2));
    seeTold(Kind.CULLED, "demo-stuck-1", "demo-old-1", adHoc.instance().name());
    assertThat(details(Kind.CULLED))
        .containsExactlyInAnyOrder(
            "it was busy for 30m", "it has lived for 30m", "it has lived for 30m");
    Eventually.see(PATIENCE, engine::containers, Set.of("demo-hours-1")::equals);

    assertThat(fleet().up(fleet, UpRequest.ALL).failures()).isEmpty();
    assertThat(engine.containers())
        .containsExactlyInAnyOrder("demo-hours-1", "demo-old-1", "demo-stuck-1");
  }

  @Test
  void aWarningIsForgottenWhenItWorksAgain() {
    Culling idle = new Culling(HALF_AN_HOUR, Optional.empty(), Optional.empty(), true);
    keep(Samples.fleet(service("lua", idle)), 1);
    pass(Duration.ofMinutes(29).plusSeconds(10));
    seeTold(Kind.WARNING, "demo-lua-1");
    engine.publish("demo-lua-1", Sign.BUSY);
    engine.publish("demo-lua-1", Sign.IDLE);
    pass(Duration.ofMinutes(29).plusSeconds(10));
    Eventually.see(PATIENCE, () -> details(Kind.WARNING), warnings -> warnings.size() == 2);
    assertThat(told(Kind.CULLED)).isEmpty();
    pass(Duration.ofMinutes(2));
    seeTold(Kind.CULLED, "demo-lua-1");
  }

  private static ServiceSpec service(String name, Culling culling) {
    return Samples.service(name).kernel().cull(culling).build();
  }

  private static Culling busy() {
    return new Culling(Optional.empty(), HALF_AN_HOUR, Optional.empty(), false);
  }

  private static Culling lifetime() {
    return new Culling(Optional.empty(), Optional.empty(), HALF_AN_HOUR, false);
  }

  private static Metrics connected(Optional<List<Connection>> connections) {
    return new Metrics(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), connections);
  }

  /** To a port of its own, from elsewhere. */
  private Connection client(String container) {
    int shell =
        fleet().list(Samples.PROJECT).stream()
            .filter(view -> view.instance().name().equals(container))
            .map(view -> view.instance().spec().kernel().orElseThrow().ports().shell())
            .findFirst()
            .orElseThrow();
    return new Connection("10.0.0.1:" + shell, "192.0.2.7:40000");
  }

  /** To a provider, say. */
  private static Connection outgoing() {
    return new Connection("10.0.0.1:40000", "192.0.2.7:443");
  }

  /** Until so many kernels are listened to. */
  private void keep(DesiredFleet fleet, long limited) {
    clock.set(Instant.now());
    begun =
        new Fleet(
                new Surroundings(
                    new InMemoryRuntime(engine),
                    new ScriptedProtocol(engine),
                    home(),
                    bulletin,
                    Map.of(),
                    clock))
            .keeper(new Declared(fleet));
    begun.start();
    Eventually.see(
        PATIENCE,
        () -> engine.containers().stream().filter(engine::isHeard).count(),
        count -> count == limited);
  }

  /** Time goes by, in which all are polled and one works now and then. */
  private void pass(Duration time, String... working) {
    for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minus(STEP)) {
      clock.advance(STEP);
      engine.containers().forEach(name -> engine.publish(name, Sign.ALIVE));
      for (String name : working) {
        engine.publish(name, Sign.BUSY);
        engine.publish(name, Sign.IDLE);
      }
    }
  }

  private void seeTold(Kind kind, String... names) {
    Eventually.see(PATIENCE, () -> told(kind), Set.of(names)::equals);
  }

  private Set<String> told(Kind kind) {
    return events(kind).stream().map(FleetEvent::subject).collect(Collectors.toSet());
  }

  private List<String> details(Kind kind) {
    return events(kind).stream().map(FleetEvent::detail).toList();
  }

  private List<FleetEvent> events(Kind kind) {
    return bulletin.after(0).stream()
        .map(Bulletin.Entry::event)
        .filter(event -> event.kind() == kind)
        .toList();
  }
}
