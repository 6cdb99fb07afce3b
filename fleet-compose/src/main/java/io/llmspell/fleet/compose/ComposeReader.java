package io.llmspell.fleet.compose;

import io.llmspell.fleet.compose.interpolate.EnvFile;
import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.problem.Position;
import io.llmspell.fleet.compose.problem.Problems;
import io.llmspell.fleet.compose.source.Sources;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Reads Compose files. All that is wrong with a file is reported at once, each problem with its
 * line and, where a word is nearly right, the word that was probably meant; nothing is ignored
 * silently.
 *
 * <p>Immutable, and thread-safe as far as the consumer of warnings is. Reading blocks on the disk.
 */
public final class ComposeReader {
  private final Map<String, String> environment;
  private final Consumer<String> warnings;

  private ComposeReader(Map<String, String> environment, Consumer<String> warnings) {
    this.environment = Map.copyOf(environment);
    this.warnings = warnings;
  }

  /** A reader that takes variables from here and drops warnings. */
  public static ComposeReader forEnvironment(Map<String, String> environment) {
    return new ComposeReader(environment, warning -> {});
  }

  /** The same, telling somebody what is odd and yet no problem, one sentence each. */
  public ComposeReader withWarnings(Consumer<String> consumer) {
    return new ComposeReader(environment, consumer);
  }

  /**
   * What the caller adds to the file.
   *
   * @param project its name; else {@code COMPOSE_PROJECT_NAME}, the file's or the folder's
   * @param profiles to be active beside those of {@code COMPOSE_PROFILES}; {@code *} means all
   * @param scale numbers of replicas, instead of the file's
   * @param ports what kernels may lease, instead of the file's {@code x-fleet.ports}
   * @param named services that a person names: their own profiles are active, as in Compose
   */
  public record ReadOptions(
      Optional<ProjectName> project,
      Set<String> profiles,
      Map<ServiceName, Integer> scale,
      Optional<PortRange> ports,
      Set<ServiceName> named) {

    /** Just what the file says. */
    public static final ReadOptions NONE =
        new ReadOptions(Optional.empty(), Set.of(), Map.of(), Optional.empty(), Set.of());

    public ReadOptions {
      profiles = Set.copyOf(profiles);
      scale = Map.copyOf(scale);
      named = Set.copyOf(named);
    }
  }

  /**
   * What the file wants. Kernel services are as the file has them, without any defaults.
   *
   * @throws FleetException {@code NOT_FOUND} if there is no such file; {@code INVALID_FILE} if
   *     anything is wrong, with a line {@code file:line: key: what is wrong} for each problem
   */
  public DesiredFleet read(Path file, ReadOptions options) {
    return read(List.of(file), options);
  }

  /**
   * What several files want that are put over each other in their order, as Compose does it.
   * Relative paths begin in the folder of the first one, and {@code .env} is there.
   *
   * @throws FleetException as above, for any of them
   * @throws IllegalArgumentException for no file at all
   */
  public DesiredFleet read(List<Path> files, ReadOptions options) {
    return content(files, options).fleet();
  }

  /**
   * The profiles that the files' services name, active or not, in alphabetical order.
   *
   * @throws FleetException as {@link #read} does
   */
  public List<String> profiles(List<Path> files, ReadOptions options) {
    return content(files, options).profiles().stream().sorted().toList();
  }

  private FleetReading.Content content(List<Path> files, ReadOptions options) {
    Path first =
        files.stream().findFirst().orElseThrow(() -> new IllegalArgumentException("no file"));
    Problems problems = Problems.in(first);
    Set<String> missing = new TreeSet<>();
    Map<String, String> variables = variables(first, problems, missing::add);
    options.project().ifPresent(name -> variables.put("COMPOSE_PROJECT_NAME", name.value()));
    Sources sources = new Sources(problems, missing::add);
    Optional<Value> root = sources.read(files, folder(first), variables);
    Optional<FleetReading.Content> content = Optional.empty();
    if (root.isPresent()) {
      Set<String> profiles = new TreeSet<>(options.profiles());
      profiles.addAll(listed(variables.getOrDefault("COMPOSE_PROFILES", "")));
      FleetReading reading =
          new FleetReading(folder(first), variables, profiles, options, missing::add, warnings);
      content = reading.read(root.get(), new Place(problems, Position.WHOLE_FILE, ""));
    }
    problems.throwIfAny();
    missing.forEach(this::warnOfUnset);
    return content.orElseThrow();
  }

  /**
   * The variables that a file is read with: the environment and, behind it, the {@code .env} beside
   * the file. Variables that are passed on to containers come from here as well.
   *
   * @throws FleetException {@code INVALID_FILE} if there is a {@code .env} that can't be read
   */
  public Map<String, String> variables(Path file) {
    Problems problems = Problems.in(file);
    Map<String, String> variables = variables(file, problems, this::warnOfUnset);
    problems.throwIfAny();
    return Map.copyOf(variables);
  }

  private void warnOfUnset(String name) {
    warnings.accept("the variable " + name + " is not set; it is taken as empty");
  }

  private Map<String, String> variables(Path file, Problems problems, Consumer<String> unset) {
    Map<String, String> variables = new HashMap<>();
    Path beside = file.resolveSibling(".env");
    if (Files.isRegularFile(beside)) {
      variables.putAll(EnvFile.read(beside, environment, problems, unset).values());
    }
    variables.putAll(environment);
    return variables;
  }

  private static Path folder(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().normalize().getParent()).orElseThrow();
  }

  private static Set<String> listed(String names) {
    Set<String> listed = new TreeSet<>();
    for (String name : names.split(",", -1)) {
      if (!name.isBlank()) {
        listed.add(name.strip());
      }
    }
    return listed;
  }
}
