package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.compose.ComposeWriter;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.SpecHash;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the Compose file comes to. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = {
      "Print what the Compose file comes to: variables replaced, defaults filled in.",
      "In YAML, or with --format json in JSON; either is a Compose file again."
    })
final class ConfigCommand implements Callable<Integer> {
  private final Context context;

  @ArgGroup private @Nullable Part part;

  ConfigCommand(Context context) {
    this.context = context;
  }

  /** What to print instead of all. */
  private static final class Part {
    @Option(names = "--services", description = "Print the services' names alone.")
    private boolean services;

    @Option(names = "--profiles", description = "Print the profiles' names alone.")
    private boolean profiles;

    @Option(names = "--images", description = "Print the images alone.")
    private boolean images;

    @Option(names = "--volumes", description = "Print the volumes' names alone.")
    private boolean volumes;

    @Option(
        names = "--hash",
        paramLabel = "SERVICE|*",
        split = ",",
        description =
            "Print services' spec hashes, as containers have them in a label; their images have"
                + " to be there.")
    private List<String> hash = List.of();

    @Option(
        names = {"-q", "--quiet"},
        description = "Print nothing; only check the file.")
    private boolean quiet;
  }

  @Override
  public Integer call() {
    DesiredFleet fleet = context.session().declared().desired().mapServices(KernelDefaults::apply);
    if (part == null) {
      String text =
          context.options().json() ? ComposeWriter.json(fleet) : ComposeWriter.yaml(fleet);
      context.console().out().print(text);
      context.console().out().flush();
    } else if (!part.hash.isEmpty()) {
      printHashes(fleet, part.hash);
    } else if (!part.quiet) {
      List<String> names = names(fleet, part);
      context.print(context.options().json() ? List.of(Json.ofNames(names)) : names);
    }
    return 0;
  }

  private List<String> names(DesiredFleet fleet, Part wanted) {
    if (wanted.profiles) {
      return context.session().declared().profiles();
    }
    if (wanted.images) {
      return texts(fleet.services().values().stream().map(ServiceSpec::image).distinct().sorted());
    }
    if (wanted.services) {
      return texts(fleet.services().keySet().stream());
    }
    return wanted.volumes ? List.copyOf(fleet.volumes().keySet()) : List.of();
  }

  private static List<String> texts(Stream<?> values) {
    return values.map(Object::toString).toList();
  }

  private void printHashes(DesiredFleet fleet, Collection<String> wanted) {
    List<ServiceName> services =
        wanted.contains("*")
            ? List.copyOf(fleet.services().keySet())
            : wanted.stream().map(name -> service(fleet, name)).toList();
    try (Fleet engine = context.session().open(FleetListener.NONE)) {
      Map<ServiceName, SpecHash> hashes = engine.specHashes(fleet);
      for (ServiceName service : services) {
        SpecHash hash =
            Optional.ofNullable(hashes.get(service)).orElseThrow(() -> noImage(fleet, service));
        context.print(service + " " + hash);
      }
    }
  }

  private static ServiceName service(DesiredFleet fleet, String name) {
    return fleet.services().keySet().stream()
        .filter(service -> service.value().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new FleetException(
                    ErrorCode.NOT_FOUND,
                    "there is no active service '"
                        + name
                        + "': `docker-fleet config --services` shows those there are"));
  }

  private static FleetException noImage(DesiredFleet fleet, ServiceName service) {
    return new FleetException(
        ErrorCode.IMAGE_UNAVAILABLE,
        "service "
            + service
            + " has no spec hash yet, since the image "
            + Optional.ofNullable(fleet.services().get(service)).orElseThrow().image()
            + " is not there: pull it, or let `docker-fleet up` do so");
  }
}
