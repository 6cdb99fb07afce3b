package io.llmspell.fleet.daemon.api;

import io.llmspell.fleet.compose.spawn.ConfigFolders;
import io.llmspell.fleet.daemon.Daemon;
import io.llmspell.fleet.daemon.access.Principal;
import io.llmspell.fleet.daemon.access.Quota;
import io.llmspell.fleet.daemon.access.Quotas;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.http.Gate;
import io.llmspell.fleet.daemon.http.Visit;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.Bulletin;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.loop.Declaration;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.FleetView;
import io.llmspell.fleet.loop.Surroundings;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.KernelSpec.Connection;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.model.UserName;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.InMemoryEngine;
import io.llmspell.fleet.testkit.InMemoryRuntime;
import io.llmspell.fleet.testkit.Samples;
import io.llmspell.fleet.testkit.ScriptedProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A daemon whose engine and kernels are fakes, and whose keeper looks when it is told to and does
 * nothing. The fleet {@code demo} has two Lua kernels, a database, and a config {@code openai}.
 */
final class DaemonOnFakeEngine implements Declaration, Gate, AutoCloseable {
  static final Principal ALICE = new Principal(new UserName("alice"), Role.USER, Quota.NONE);
  static final Principal BOB =
      new Principal(
          new UserName("bob"),
          Role.USER,
          new Quota(Optional.of(2), Optional.empty(), Optional.empty()));
  static final Principal VERA = new Principal(new UserName("vera"), Role.VIEWER, Quota.NONE);

  static final int BULLETIN_SIZE = 50;
  private static final int MOST_REPLICAS = 5;

  final InMemoryEngine engine = new InMemoryEngine(InstantSource.system());
  final Bulletin bulletin = new Bulletin(InstantSource.system(), BULLETIN_SIZE);
  final FleetHome home;
  final Fleet fleet;
  private volatile FleetView view = starting();

  /** Whether the keeper looks as soon as it is asked to. */
  volatile boolean attentive = true;

  /** Who asks. */
  volatile Principal caller = Principal.LOCAL;

  private final Daemon daemon;

  DaemonOnFakeEngine(Path folder) throws IOException {
    engine.publish(Samples.IMAGE);
    home = FleetHome.at(folder.resolve("home"));
    fleet =
        new Fleet(
            new Surroundings(
                new RunningRuntime(new InMemoryRuntime(engine)),
                new ScriptedProtocol(engine),
                home,
                bulletin,
                Map.of(),
                InstantSource.system()));
    Path configs = Files.createDirectories(folder.resolve("configs"));
    Files.writeString(configs.resolve("default.toml"), "[kernel]\nlanguage = \"lua\"\n");
    Files.writeString(configs.resolve("openai.toml"), "[llm]\napi_key_env = \"OPENAI_API_KEY\"\n");
    Files.writeString(folder.resolve("outside.toml"), "");
    SpawnRules spawns =
        new SpawnRules(
            new ConfigFolders(Optional.empty(), List.of(configs)),
            Samples.IMAGE,
            Set.of("LEVEL"),
            Publish.AUTO);
    daemon =
        Daemon.start(
            Daemon.Settings.local(0, "1.2.3"),
            new Backing(
                fleet,
                () -> view,
                this::lookAgain,
                bulletin,
                this,
                home,
                spawns,
                new Quotas(() -> fleet.look(project())),
                InstantSource.system(),
                Duration.ofMillis(100)),
            this);
  }

  private static FleetView starting() {
    return new FleetView(
        FleetView.State.STARTING,
        "",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  int port() {
    return daemon.address().getPort();
  }

  Daemon daemon() {
    return daemon;
  }

  /** Makes the fleet as declared, and looks at it. */
  DaemonOnFakeEngine up() {
    fleet.up(read().orElseThrow(), new UpRequest(Scope.ALL, false, Publish.AUTO, plan -> true));
    look();
    return this;
  }

  /** What a keeper does, less the work. */
  void look() {
    Instant now = Instant.now();
    DesiredFleet desired = read().orElseThrow();
    view =
        new FleetView(
            FleetView.State.READY,
            "",
            Optional.of(now),
            Optional.of(desired),
            fleet.list(project()),
            Optional.of(fleet.plan(desired, Scope.ALL)),
            Map.of(new Slot(new ServiceName("lua"), 9), "given up after 3 attempts"));
  }

  void degrade(String reason) {
    FleetView was = view;
    view =
        new FleetView(
            FleetView.State.DEGRADED,
            reason,
            was.at(),
            was.desired(),
            was.instances(),
            was.plan(),
            was.held());
  }

  private void lookAgain() {
    if (attentive) {
      look();
    }
  }

  @Override
  public ProjectName project() {
    return Samples.PROJECT;
  }

  @Override
  public Optional<DesiredFleet> read() {
    DesiredFleet file =
        Samples.fleet(
            PortRange.DEFAULT,
            Samples.service("lua").kernel(Connection.WRITTEN).replicas(2).build(),
            Samples.service("redis").build());
    return Optional.of(
        file.mapServices(
            service -> {
              int replicas =
                  home.inputs(project()).scale().getOrDefault(service.name(), service.replicas());
              if (replicas > MOST_REPLICAS) {
                throw new FleetException(
                    ErrorCode.INVALID_FILE, service.name() + " can't have " + replicas);
              }
              return service.withReplicas(replicas);
            }));
  }

  @Override
  public String stamp() {
    return "";
  }

  @Override
  public Principal admit(Visit visit, Role needed) {
    return caller;
  }

  @Override
  public void told(Principal principal, Visit visit, Outcome outcome) {}

  @Override
  public void close() {
    daemon.close();
    fleet.close();
  }
}
