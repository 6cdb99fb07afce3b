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
import io.llmspell.fleet.loop.Found;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.ServiceSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

  @Option(names = "--exclusive", description = "A kernel of one's own; `release` ends it.")
  private boolean exclusive;

  @Option(
      names = "--max-clients",
      paramLabel = "N",
      description = "A place at a kernel that has so many at most, until `release`.")
  private @Nullable Integer maxClients;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "With one of these: asked again with the same key, it is the same place.")
  private @Nullable String key;

  FindCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Session session = context.session();
    OptionalInt places = places();
    Map<String, String> all = labels();
    Ownership ownership = kernel.ownership();
    DesiredFleet desired = session.declared().desired();
    ServiceSpec plain = session.service(kernel.asked(Optional.empty(), Optional.empty()));
    ServiceSpec required =
        plain.withContainer(plain.container().withLabels(all)).withOwnership(ownership);
    FindRequest request =
        new FindRequest(required, context.options().publish(), places, Optional.ofNullable(key));
    try (Fleet fleet = session.open(new Progress(context.console().err()))) {
      show(fleet.find(desired, request));
      return 0;
    }
  }

  private void show(Found found) {
    if (context.options().json()) {
      context.print(Json.of(found, Instant.now()));
      return;
    }
    found.kernel().connectionFile().ifPresent(file -> context.print(file.toString()));
    context.print(KernelTable.connectLines(List.of(found.kernel())));
    found.claim().ifPresent(claim -> context.print("docker-fleet release " + claim.text()));
  }

  private OptionalInt places() {
    if (exclusive && maxClients != null && maxClients != 1) {
      throw new FleetException(
          ErrorCode.USAGE, "--exclusive is for one client, not for " + maxClients);
    }
    if (maxClients != null && maxClients < 1) {
      throw new FleetException(ErrorCode.USAGE, "--max-clients: must be 1 at least");
    }
    if (key != null && !exclusive && maxClients == null) {
      throw new FleetException(
          ErrorCode.USAGE,
          "--idempotency-key is for --exclusive or --max-clients: without them everybody gets the"
              + " same kernel anyway");
    }
    return exclusive
        ? OptionalInt.of(1)
        : maxClients == null ? OptionalInt.empty() : OptionalInt.of(maxClients);
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
    if (!context.options().profiles().isEmpty()) {
      all.put("profile", String.join(",", context.options().profiles()));
    }
    return all;
  }
}
