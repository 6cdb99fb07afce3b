package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.session.Session;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.KernelTable;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.loop.FindRequest;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds a kernel that is just as required, or makes it. */
@Command(
    name = "find",
    mixinStandardHelpOptions = true,
    description = {
      "Find the kernel that is just as required and answers, or make it.",
      "Whoever requires the same gets the same kernel, however many ask at once."
    })
final class FindCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private final KernelOptions kernel = new KernelOptions();

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "A label of the kernel; may be given several times.")
  private final List<String> labels = new ArrayList<>();

  @Option(names = "--owner", paramLabel = "NAME", description = "Whose kernel: the label `owner`.")
  private @Nullable String owner;

  FindCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Session session = context.session();
    Map<String, String> all = labels();
    DesiredFleet desired = session.desired();
    ServiceSpec plain =
        kernel
            .asked(Optional.empty(), Optional.empty())
            .service(session.place(), session.file(), session.environment());
    ServiceSpec required = plain.withContainer(plain.container().withLabels(all));
    try (Fleet fleet = session.open(new Progress(context.console().err()))) {
      KernelView view = fleet.find(desired, new FindRequest(required, context.options().publish()));
      if (context.options().json()) {
        context.print(Json.of(view, Instant.now()));
      } else {
        view.connectionFile().ifPresent(file -> context.print(file.toString()));
        context.print(KernelTable.connectLines(List.of(view)));
      }
      return 0;
    }
  }

  /** What a kernel of this requirement carries, and no other. */
  private Map<String, String> labels() {
    Map<String, String> all = new TreeMap<>();
    for (String label : labels) {
      int sign = label.indexOf('=');
      if (sign <= 0 || label.startsWith("io.llmspell.fleet.")) {
        throw new FleetException(
            ErrorCode.USAGE,
            "--label: '" + label + "' is no label of yours: write KEY=VALUE, without our prefix");
      }
      all.put(label.substring(0, sign), label.substring(sign + 1));
    }
    Optional.ofNullable(owner).ifPresent(name -> all.put("owner", name));
    if (!context.options().profiles().isEmpty()) {
      all.put("profile", String.join(",", context.options().profiles()));
    }
    return all;
  }
}
