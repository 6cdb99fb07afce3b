package io.llmspell.fleet.cli.session;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Checkup;
import io.llmspell.fleet.checkup.HomeCheck;
import io.llmspell.fleet.checkup.JavaCheck;
import io.llmspell.fleet.compose.RecordedFleet;
import io.llmspell.fleet.compose.spawn.ConfigFolders;
import io.llmspell.fleet.compose.spawn.SpawnedKernel;
import io.llmspell.fleet.daemon.api.SpawnRules;
import io.llmspell.fleet.docker.EmbeddedImage;
import io.llmspell.fleet.docker.checkup.DockerCheckup;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.DaemonSeat;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.home.ProjectRuntimes;
import io.llmspell.fleet.jupyter.ZmqKernelProtocol;
import io.llmspell.fleet.loop.Declaration;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Surroundings;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.process.ProcessRuntime;
import io.llmspell.fleet.process.checkup.ProcessCheckup;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What the global options of one call come to: what is declared, and the fleet. */
public final class Session {
  private final Place place;
  private final GlobalOptions options;
  private final Consumer<String> warnings;
  private final Declared declared;

  /** Where warnings go. */
  private volatile Consumer<String> hearer;

  /**
   * For one call of the program.
   *
   * @param warnings hears of each once, however often a file is read
   */
  public Session(Place place, GlobalOptions options, Consumer<String> warnings) {
    this.place = place;
    this.options = options;
    Set<String> told = ConcurrentHashMap.newKeySet();
    this.hearer = warnings;
    this.warnings =
        warning -> {
          if (told.add(warning)) {
            hearer.accept(warning);
          }
        };
    this.declared = new Declared(place, options, this.warnings);
  }

  /** From now on somebody else hears of warnings. */
  public void warn(Consumer<String> other) {
    hearer = other;
  }

  public Place place() {
    return place;
  }

  /** What the Compose files say, and what {@code up} was told beside them. */
  public Declared declared() {
    return declared;
  }

  /** What the last {@code up} of the project has recorded, read anew whenever somebody asks. */
  public Declaration recorded() {
    return new RecordedFleet(home(), declared.project(), declared.reader());
  }

  /**
   * What may be asked of kernels by those who call a daemon: configs of here, by their names.
   *
   * @param variables that they may set
   */
  public SpawnRules spawnRules(Set<String> variables, Publish publish) {
    return new SpawnRules(
        new ConfigFolders(Optional.empty(), AdHoc.configs(place, declared.file()).folders()),
        AdHoc.image(declared.environment()),
        variables,
        publish);
  }

  /** Whether kernels' ports are published. */
  public Publish publish() {
    return options.publish();
  }

  /** Takes the right to be the project's daemon; {@code CONFLICT} if another has it. */
  public DaemonSeat takeSeat() {
    return DaemonSeat.take(place.fleetHome(), declared.project());
  }

  /** Who keeps the project, if a daemon of this user on this machine does. */
  public Optional<DaemonSeat.Holder> daemon() {
    return DaemonSeat.holder(place.fleetHome(), declared.project());
  }

  /** The service of a kernel by hand, with the configs and the image of here. */
  public ServiceSpec service(SpawnedKernel kernel) {
    return kernel.service(
        AdHoc.configs(place, declared.file()), AdHoc.image(declared.environment()));
  }

  /** Slots that were stopped by hand. */
  public Set<Slot> stopped(ProjectName project) {
    return home().inputs(project).stopped();
  }

  /** The fleet on the chosen runtime. What its kernels are asked with is loaded meanwhile. */
  public Fleet open(FleetListener listener) {
    Thread ahead = new Thread(ZmqKernelProtocol::loadAhead, "kernel-protocol");
    ahead.setDaemon(true);
    ahead.start();
    KernelRuntime runtime = runtime();
    return new Fleet(
        new Surroundings(
            runtime,
            new ZmqKernelProtocol(),
            home(),
            remembering(listener, runtime),
            declared.environment(),
            Clock.systemUTC()));
  }

  private KernelRuntime runtime() {
    RuntimeSearch search = new RuntimeSearch(place, engines(), embeddedImage(), warnings);
    return switch (options.runtime()) {
      case AUTO -> search.auto(declared::project);
      case DOCKER -> search.docker(declared::project);
      case PROCESS -> search.process(declared::project);
    };
  }

  /** Once something of the project was started, it is known where. */
  private FleetListener remembering(FleetListener listener, KernelRuntime runtime) {
    String name = runtime.capabilities().runtime();
    return event -> {
      if (event.kind() == FleetEvent.Kind.STARTED) {
        runtimes().remember(declared.project(), name);
      }
      listener.on(event);
    };
  }

  /** Nothing of the project is left on a runtime. */
  public void forget(String runtime) {
    runtimes().forget(declared.project(), runtime);
  }

  private ProjectRuntimes runtimes() {
    return ProjectRuntimes.in(place.fleetHome());
  }

  /** This user's folder of the fleet. */
  public FleetHome home() {
    return FleetHome.at(place.fleetHome());
  }

  private EngineLocator engines() {
    return new EngineLocator(place.environment(), place.userHome(), Path.of("/"));
  }

  /** Looks at all that a fleet needs here. What is wrong is a finding, whatever it is. */
  public Checkup checkup() {
    ComposeFileCheck file = ComposeFileCheck.of(declared.files(), declared::desired);
    List<Check> checks = new ArrayList<>();
    checks.add(new JavaCheck(System.getProperty("java.version"), System.getProperty("java.home")));
    checks.add(new HomeCheck(place.fleetHome(), System.getProperty("user.name")));
    checks.add(file);
    Optional<ProcessRuntime> processes = processes();
    if (processes.isPresent()) {
      checks.addAll(new ProcessCheckup(processes.get()).checks(file.fleet(), Instant.now()));
      return Checkup.of(checks);
    }
    try (DockerCheckup docker = DockerCheckup.open(engines(), Clock.systemUTC())) {
      checks.addAll(docker.checks(file.fleet(), embeddedImage().isPresent()));
      return Checkup.of(checks);
    }
  }

  /** Empty where an engine is chosen, and where none can be had: its own checks say why. */
  private Optional<ProcessRuntime> processes() {
    try (KernelRuntime chosen = runtime()) {
      return chosen instanceof ProcessRuntime found ? Optional.of(found) : Optional.empty();
    } catch (FleetException noEngine) {
      return Optional.empty();
    }
  }

  private Optional<EmbeddedImage> embeddedImage() {
    return Files.isRegularFile(place.root().resolve("Dockerfile"))
        ? Optional.of(new EmbeddedImage(place.root()))
        : Optional.empty();
  }
}
