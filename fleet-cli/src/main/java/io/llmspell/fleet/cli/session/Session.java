package io.llmspell.fleet.cli.session;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Checkup;
import io.llmspell.fleet.checkup.HomeCheck;
import io.llmspell.fleet.checkup.JavaCheck;
import io.llmspell.fleet.compose.ComposeReader;
import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.docker.EmbeddedImage;
import io.llmspell.fleet.docker.checkup.DockerCheckup;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.home.ProjectRuntimes;
import io.llmspell.fleet.jupyter.ZmqKernelProtocol;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Surroundings;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.runtime.KernelRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the global options of one call come to: the file, the project, the fleet. */
public final class Session {
  private final Place place;
  private final GlobalOptions options;
  private final Consumer<String> warnings;

  /** Of the file, once it was read. */
  private @Nullable ProjectName known;

  /** Of the last {@code up}, for commands that go by it. */
  private List<Path> recalledFiles = List.of();

  private List<String> recalledProfiles = List.of();

  /**
   * For one call of the program.
   *
   * @param warnings hears of each once, however often a file is read
   */
  public Session(Place place, GlobalOptions options, Consumer<String> warnings) {
    this.place = place;
    this.options = options;
    Set<String> told = new HashSet<>();
    this.warnings =
        warning -> {
          if (told.add(warning)) {
            warnings.accept(warning);
          }
        };
  }

  public Place place() {
    return place;
  }

  /** The Compose files that are meant, to be put over each other in this order. */
  public List<Path> files() {
    return recalledFiles.isEmpty() ? ComposeFiles.find(place, options.files()) : recalledFiles;
  }

  /** The first of them, in whose folder relative paths begin. */
  public Path file() {
    return files().get(0);
  }

  /** What the Compose file wants, for the chosen profiles. */
  public DesiredFleet desired() {
    return desired(Set.of());
  }

  /** The same, and for the profiles of services that are named. */
  public DesiredFleet desired(Set<ServiceName> named) {
    DesiredFleet desired = reader().read(files(), readOptions(named, Map.of()));
    known = desired.project();
    return desired;
  }

  /**
   * What {@code up} wants: the file's services, as many as were ever asked for.
   *
   * @param scale numbers that are asked for now; they win over the recorded ones, those over the
   *     file's
   */
  public Wish wish(Set<ServiceName> named, Map<ServiceName, Integer> scale) {
    DesiredFleet file = desired(named);
    Map<ServiceName, Integer> all = home().inputs(file.project()).scaledTo(scale);
    all.keySet().removeIf(service -> !scale.containsKey(service) && !isKnown(file, service));
    DesiredFleet scaled = all.isEmpty() ? file : reader().read(files(), readOptions(named, all));
    return new Wish(
        scaled,
        new Inputs(
            files().stream().map(Path::toAbsolutePath).toList(), chosenProfiles(), all, Set.of()));
  }

  /** The same, by the files and profiles of the last {@code up} where none are given now. */
  public Wish wishAsBefore(Set<ServiceName> named, Map<ServiceName, Integer> scale) {
    Inputs before = home().inputs(project());
    if (options.files().isEmpty()) {
      recalledFiles = before.files();
    }
    if (options.profiles().isEmpty()) {
      recalledProfiles = before.profiles();
    }
    return wish(named, scale);
  }

  /** Slots that were stopped by hand. */
  public Set<Slot> stopped(ProjectName project) {
    return home().inputs(project).stopped();
  }

  private static boolean isKnown(DesiredFleet file, ServiceName service) {
    return file.services().containsKey(service) || file.inactive().contains(service);
  }

  private List<String> chosenProfiles() {
    return options.profiles().isEmpty() ? recalledProfiles : options.profiles();
  }

  /**
   * What the words after {@code up} mean: {@code up dev}, as users of the original have it, chooses
   * the profile {@code dev} if the file has one, and no service of that name.
   *
   * @return those that are services, or nothing
   */
  public Set<ServiceName> chooseProfiles(Set<ServiceName> words) {
    if (words.isEmpty()) {
      return words;
    }
    List<String> profiles = profiles();
    DesiredFleet all = desired();
    Set<ServiceName> services = new TreeSet<>(words);
    services.removeIf(
        word ->
            profiles.contains(word.value())
                && !all.services().containsKey(word)
                && !all.inactive().contains(word));
    words.stream().filter(w -> !services.contains(w)).forEach(w -> options.addProfile(w.value()));
    return services;
  }

  /** The profiles of all services of the Compose file. */
  public List<String> profiles() {
    return reader().profiles(files(), readOptions(Set.of(), Map.of()));
  }

  /** The project that is meant; reads the file only if no option names it. */
  public ProjectName project() {
    return projectOption()
        .orElseGet(() -> known == null ? desired().project() : Objects.requireNonNull(known));
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
            environment(),
            Clock.systemUTC()));
  }

  private KernelRuntime runtime() {
    RuntimeSearch search = new RuntimeSearch(place, engines(), embeddedImage(), warnings);
    return switch (options.runtime()) {
      case AUTO -> search.auto(this::project);
      case DOCKER -> search.docker();
      case PROCESS -> search.process();
    };
  }

  /** Once something of the project was started, it is known where. */
  private FleetListener remembering(FleetListener listener, KernelRuntime runtime) {
    String name = runtime.capabilities().runtime();
    return event -> {
      if (event.kind() == FleetEvent.Kind.STARTED) {
        runtimes().remember(project(), name);
      }
      listener.on(event);
    };
  }

  /** Nothing of the project is left: it may run elsewhere from now on. */
  public void forgetRuntime() {
    runtimes().forget(project());
  }

  private ProjectRuntimes runtimes() {
    return ProjectRuntimes.in(place.fleetHome());
  }

  private FleetHome home() {
    return FleetHome.at(place.fleetHome());
  }

  private EngineLocator engines() {
    return new EngineLocator(place.environment(), place.userHome(), Path.of("/"));
  }

  /** Looks at all that a fleet needs here. What is wrong is a finding, whatever it is. */
  public Checkup checkup() {
    ComposeFileCheck file = ComposeFileCheck.of(files(), this::desired);
    List<Check> checks = new ArrayList<>();
    checks.add(new JavaCheck(System.getProperty("java.version"), System.getProperty("java.home")));
    checks.add(new HomeCheck(place.fleetHome(), System.getProperty("user.name")));
    checks.add(file);
    try (DockerCheckup docker = DockerCheckup.open(engines(), Clock.systemUTC())) {
      checks.addAll(docker.checks(file.fleet(), embeddedImage().isPresent()));
      return Checkup.of(checks);
    }
  }

  /** The caller's variables, and behind them those of the file's {@code .env}. */
  public Map<String, String> environment() {
    Path file = file();
    return Files.isRegularFile(file) ? reader().variables(file) : place.environment();
  }

  private ComposeReader reader() {
    return ComposeReader.forEnvironment(place.environment()).withWarnings(warnings);
  }

  private ReadOptions readOptions(Set<ServiceName> named, Map<ServiceName, Integer> scale) {
    return new ReadOptions(
        projectOption(), Set.copyOf(chosenProfiles()), scale, Optional.empty(), named);
  }

  private Optional<ProjectName> projectOption() {
    try {
      return options.project().map(ProjectName::new);
    } catch (IllegalArgumentException e) {
      throw new FleetException(ErrorCode.USAGE, "--project-name: " + e.getMessage(), e);
    }
  }

  private Optional<EmbeddedImage> embeddedImage() {
    return Files.isRegularFile(place.root().resolve("Dockerfile"))
        ? Optional.of(new EmbeddedImage(place.root()))
        : Optional.empty();
  }
}
