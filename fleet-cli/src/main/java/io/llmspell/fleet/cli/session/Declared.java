package io.llmspell.fleet.cli.session;

import io.llmspell.fleet.compose.ComposeReader;
import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants: the Compose files that are meant, read with the options of this call, and
 * what the last {@code up} was told beside them.
 */
public final class Declared {
  private final Place place;
  private final GlobalOptions options;
  private final Consumer<String> warnings;

  /** Of the file, once it was read. */
  private @Nullable ProjectName known;

  /** What the last {@code up} was told, for commands that go by it. */
  private Inputs recalled = Inputs.NONE;

  /** Its files, where none are given. */
  private List<Path> recalledFiles = List.of();

  Declared(Place place, GlobalOptions options, Consumer<String> warnings) {
    this.place = place;
    this.options = options;
    this.warnings = warnings;
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
    DesiredFleet desired = scaled(named, Map.of());
    known = desired.project();
    return desired;
  }

  /**
   * What {@code up} wants: the file's services, as many as were ever asked for.
   *
   * @param scale numbers that are asked for now; they win over the recorded ones, those over the
   *     file's
   * @throws FleetException with {@code NOT_FOUND} if a number is asked for of what is no service
   */
  public Wish wish(Set<ServiceName> named, Map<ServiceName, Integer> scale) {
    DesiredFleet file = desired(named);
    scale.keySet().forEach(service -> requireKnown(file, service));
    Inputs said = said(scale);
    Map<ServiceName, Integer> all =
        home().inputs(file.project()).withScaleOf(file::knows).and(said).scale();
    return new Wish(all.isEmpty() ? file : scaled(named, all, scale.keySet()), said);
  }

  /** What was recalled from the record is not said again: others may have said something since. */
  private Inputs said(Map<ServiceName, Integer> scale) {
    return !recalled.files().isEmpty() && options.files().isEmpty() && options.profiles().isEmpty()
        ? new Inputs(List.of(), List.of(), scale, Set.of())
        : new Inputs(
            files().stream().map(Path::toAbsolutePath).toList(), chosenProfiles(), scale, Set.of());
  }

  /**
   * The same, by the files and profiles of the last {@code up} where none are given now. A file in
   * the folder is given, and so is one in {@code COMPOSE_FILE}.
   */
  public Wish wishAsBefore(Set<ServiceName> named, Map<ServiceName, Integer> scale) {
    recalled = home().inputs(project());
    if (ComposeFiles.given(place, options.files()).isEmpty()
        && !recalled.files().isEmpty()
        && !recalled.files().equals(files())) {
      recalledFiles = recalled.files();
      warnings.accept(
          "no Compose file is given: that of the last `up` is taken, "
              + String.join(", ", recalledFiles.stream().map(Path::toString).toList()));
    }
    return wish(named, scale);
  }

  private DesiredFleet scaled(Set<ServiceName> named, Map<ServiceName, Integer> scale) {
    return reader().read(files(), readOptions(named, scale));
  }

  /** Of a number that was recorded and that the file no longer allows, it is said whose it is. */
  private DesiredFleet scaled(
      Set<ServiceName> named, Map<ServiceName, Integer> all, Set<ServiceName> asked) {
    try {
      return scaled(named, all);
    } catch (FleetException e) {
      throw all.entrySet().stream()
          .filter(one -> !asked.contains(one.getKey()))
          .filter(one -> !fits(named, Map.of(one.getKey(), one.getValue())))
          .findFirst()
          .map(one -> recordedTooMany(e, one.getKey(), one.getValue()))
          .orElse(e);
    }
  }

  private boolean fits(Set<ServiceName> named, Map<ServiceName, Integer> scale) {
    try {
      scaled(named, scale);
      return true;
    } catch (FleetException e) {
      return false;
    }
  }

  private static FleetException recordedTooMany(
      FleetException e, ServiceName service, int recorded) {
    return new FleetException(
        e.code(),
        e.getMessage()
            + "\n%d of %s were asked for before: `docker-fleet scale %s=1` takes that back"
                .formatted(recorded, service, service),
        e);
  }

  private static void requireKnown(DesiredFleet file, ServiceName service) {
    if (!file.knows(service)) {
      List<String> names =
          Stream.concat(file.services().keySet().stream(), file.inactive().stream())
              .map(ServiceName::value)
              .toList();
      throw new FleetException(
          ErrorCode.NOT_FOUND,
          "there is no service '" + service + "'" + Nearest.hint(service.value(), names));
    }
  }

  /** Whether the Compose file has a service of this name, for whatever profile. */
  public boolean hasService(String name) {
    return ServiceName.isValid(name) && desired().knows(new ServiceName(name));
  }

  private List<String> chosenProfiles() {
    return options.profiles().isEmpty() ? recalled.profiles() : options.profiles();
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
    services.removeIf(word -> profiles.contains(word.value()) && !all.knows(word));
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

  /** The caller's variables, and behind them those of the file's {@code .env}. */
  public Map<String, String> environment() {
    Path file = file();
    return Files.isRegularFile(file) ? reader().variables(file) : place.environment();
  }

  /** With the caller's variables, and warnings to the caller. */
  ComposeReader reader() {
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

  private FleetHome home() {
    return FleetHome.at(place.fleetHome());
  }
}
