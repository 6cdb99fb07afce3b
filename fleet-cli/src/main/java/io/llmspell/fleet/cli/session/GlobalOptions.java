package io.llmspell.fleet.cli.session;

import static picocli.CommandLine.ScopeType.INHERIT;

import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Options that every command takes, before and after its own word. */
public final class GlobalOptions {
  /** How results are printed. */
  public enum Format {
    TABLE,
    JSON
  }

  /** Where kernels run. */
  public enum RuntimeChoice {
    /** See {@link RuntimeSearch}. */
    AUTO,
    DOCKER,
    PROCESS
  }

  private final List<List<String>> profiles = new ArrayList<>();
  private final List<List<?>> files = new ArrayList<>();

  @Option(
      names = "--file",
      scope = INHERIT,
      paramLabel = "FILE",
      description =
          "The Compose file (else COMPOSE_FILE, the usual names in this folder, or the"
              + " shipped one); several are put over each other; -f for short, but for `logs`.")
  void files(List<Path> given) {
    addOnce(files, given);
  }

  @Option(
      names = {"-p", "--project-name"},
      scope = INHERIT,
      paramLabel = "NAME",
      description = "The project's name (else the file's).")
  private @Nullable String project;

  @Option(
      names = "--profile",
      scope = INHERIT,
      paramLabel = "PROFILE",
      description = "Activate a profile; may be given several times.")
  void profiles(List<String> given) {
    addOnce(profiles, given);
  }

  /** Before and after the command word are two lists; each is handed over anew as it grows. */
  private static <L extends List<?>> void addOnce(List<L> lists, L given) {
    if (lists.stream().noneMatch(list -> list == given)) {
      lists.add(given);
    }
  }

  @Option(
      names = "--runtime",
      scope = INHERIT,
      paramLabel = "RUNTIME",
      description =
          "Where kernels run: docker (containers), process (processes of this machine, without an"
              + " engine) or auto (docker if an engine answers).")
  private RuntimeChoice runtime = RuntimeChoice.AUTO;

  @Option(
      names = "--publish",
      scope = INHERIT,
      paramLabel = "WHEN",
      description =
          "Publish kernels' ports on the host: auto (where their address can't be reached),"
              + " always or never.")
  private Publish publish = Publish.AUTO;

  @Option(
      names = "--format",
      scope = INHERIT,
      paramLabel = "FORMAT",
      description = "Print results as table or json.")
  private Format format = Format.TABLE;

  @Option(
      names = "--stacktrace",
      scope = INHERIT,
      description = "Print the stack trace of an error, for a bug report.")
  private boolean stacktrace;

  /**
   * Gives {@code --file} its short form wherever that is free: after {@code logs}, {@code -f}
   * follows, as with Compose.
   */
  public void addShortForms(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    if (spec.findOption("-f") == null) {
      spec.addOption(
          OptionSpec.builder("-f")
              .paramLabel("FILE")
              .type(List.class)
              .auxiliaryTypes(Path.class)
              .hidden(true)
              .setter(
                  new ISetter() {
                    @Override
                    @SuppressWarnings("TypeParameterUnusedInFormals") // picocli's own signature
                    public <T> @Nullable T set(@Nullable T value) {
                      if (value instanceof List<?> given) {
                        addOnce(files, given);
                      }
                      return null;
                    }
                  })
              .build());
    }
    line.getSubcommands().values().forEach(this::addShortForms);
  }

  /** In their order. */
  public List<Path> files() {
    return files.stream().<Object>flatMap(List::stream).map(Path.class::cast).toList();
  }

  public Optional<String> project() {
    return Optional.ofNullable(project);
  }

  public List<String> profiles() {
    return profiles.stream().flatMap(List::stream).distinct().toList();
  }

  /** One more profile, as if it had been given. */
  void addProfile(String profile) {
    profiles.add(List.of(profile));
  }

  public RuntimeChoice runtime() {
    return runtime;
  }

  public Publish publish() {
    return publish;
  }

  public boolean json() {
    return format == Format.JSON;
  }

  public boolean stacktrace() {
    return stacktrace;
  }
}
